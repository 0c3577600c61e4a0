from datetime import date

import pytest

from cases.flags import rules
from misconduct.core.errors import Refused
from tests.flags.rules.histories import AS_AT, hits_of, ids, left_out, person, told

SLUG = "data-misuse-with-contact"
FIRST, LAST = date(2021, 3, 4), date(2026, 3, 3)


def found(*matters, as_at=AS_AT, **changed):
    return hits_of(SLUG, person(*matters), as_at=as_at, **changed)


@pytest.mark.parametrize("contact", ["abuse-of-position", "association"])
def test_misuse_of_information_and_contact_ask_for_a_look(contact):
    (hit,) = found(told(1, FIRST, "information"), told(2, LAST, contact))
    assert ids(hit) == [1, 2]
    assert hit.sentence == (
        "2 cases received between 4 March 2021 and 3 March 2026 about misuse of information and about abuse of position"
        " or a notifiable association; the rule asks a person to look at both within 60 months."
    )
    assert found(told(1, LAST, "information", contact))


@pytest.mark.parametrize(
    "other",
    [
        told(2, LAST, "information"),
        told(2, LAST, "sexual"),
        told(2, date(2021, 3, 3), "association"),
        told(2, AS_AT, "association"),
        told(2, None, "association"),
    ],
    ids=["misuse again", "another kind", "the day before the window", "on the day", "undated"],
)
def test_one_of_the_two_does_not(other):
    assert found(told(1, LAST, "information"), other) == ()


def test_every_case_of_either_kind_counts_and_earlier_ones_are_shown():
    (hit,) = found(
        told(1, FIRST, "information"),
        told(2, LAST, "association"),
        told(3, LAST, "information"),
        told(4, date(2010, 1, 1), "information"),
        told(5, LAST, "civility"),
    )
    assert ids(hit) == [1, 2, 3]
    assert left_out(hit) == {4: "Dated before the window, which starts on 4 March 2021."}


def test_from_a_leap_day_five_years_go_back_to_the_end_of_february():
    leap, contact = date(2024, 2, 29), told(2, date(2024, 2, 28), "association")
    assert found(told(1, date(2019, 2, 28), "information"), contact, as_at=leap)
    assert found(told(1, date(2019, 2, 27), "information"), contact, as_at=leap) == ()


def test_it_has_no_threshold():
    with pytest.raises(Refused):
        rules.read(SLUG, {"threshold": 2})


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {})) == (
        "Misuse of police systems or disclosure of information, together with abuse of position or a notifiable"
        " association, in one case or several of the last 60 months."
    )
