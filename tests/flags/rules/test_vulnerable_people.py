from datetime import date

import pytest

from cases.flags import rules
from tests.flags.rules.histories import AS_AT, hits_of, ids, left_out, person, told

SLUG = "vulnerable-people"
FIRST, LAST = date(2016, 3, 4), date(2026, 3, 3)


def harmed(number, day, *people):
    return told(number, day, vulnerable=frozenset(people))


def found(*matters, as_at=AS_AT, **changed):
    return hits_of(SLUG, person(*matters), as_at=as_at, **changed)


def test_two_different_vulnerable_people_ask_for_a_look():
    (hit,) = found(harmed(1, FIRST, "a"), harmed(2, LAST, "b"))
    assert ids(hit) == [1, 2]
    assert hit.sentence == (
        "2 different people vulnerable or in a case of domestic abuse, in 2 cases received between 4 March 2016 and 3"
        " March 2026; the rule asks a person to look at 2 or more in any 120 months."
    )


def test_two_in_one_case_do_as_well_and_the_same_person_twice_does_not():
    assert found(harmed(1, LAST, "a", "b"))
    assert found(harmed(1, FIRST, "a"), harmed(2, LAST, "a")) == ()


@pytest.mark.parametrize(
    "second",
    [harmed(2, date(2016, 3, 3), "b"), harmed(2, AS_AT, "b"), harmed(2, None, "b"), harmed(2, LAST)],
    ids=["the day before the window", "on the day", "undated", "nobody vulnerable"],
)
def test_one_does_not(second):
    assert found(harmed(1, LAST, "a"), second) == ()


def test_cases_of_domestic_abuse_stand_for_somebody_each():
    assert found(told(1, FIRST, "domestic-abuse"), told(2, LAST, "domestic-abuse"))
    assert found(told(1, FIRST, "domestic-abuse"), harmed(2, LAST, "a"))
    same = frozenset({"a"})
    twice = [told(n, LAST, "domestic-abuse", complainants=same) for n in (1, 2)]
    assert found(*twice) == ()
    assert found(told(1, FIRST, "sexual"), told(2, LAST, "domestic-abuse")) == ()


def test_a_version_may_ask_for_more_people():
    assert found(harmed(1, FIRST, "a"), harmed(2, LAST, "b"), threshold=3) == ()
    assert found(harmed(1, FIRST, "a"), harmed(2, LAST, "b", "c"), threshold=3)


def test_from_a_leap_day_ten_years_go_back_to_a_day_that_exists():
    leap = date(2024, 2, 29)
    assert found(harmed(1, date(2014, 2, 28), "a"), harmed(2, date(2024, 2, 28), "b"), as_at=leap)
    assert found(harmed(1, date(2014, 2, 27), "a"), harmed(2, date(2024, 2, 28), "b"), as_at=leap) == ()


def test_earlier_ones_are_shown_and_other_matters_are_no_part_of_it():
    (hit,) = found(harmed(1, FIRST, "a"), harmed(2, LAST, "b"), harmed(3, date(2010, 1, 1), "c"), told(4, LAST))
    assert left_out(hit) == {3: "Dated before the window, which starts on 4 March 2016."}


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {})) == (
        "2 different people or more harmed in the last 120 months who are vulnerable, or in a case of domestic abuse."
    )
