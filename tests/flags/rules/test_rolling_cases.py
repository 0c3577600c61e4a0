from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.parameters import Parameters
from tests.flags.rules.histories import finalised, history

AS_AT = date(2026, 3, 4)
A_YEAR = Parameters(threshold=3, window_months=12)
TWO_YEARS = Parameters(threshold=3, window_months=24)
THREE_DAYS = (date(2025, 3, 4), date(2025, 9, 1), date(2026, 3, 3))


def test_three_cases_in_twelve_months_ask_for_a_look():
    (hit,) = rules.apply("cases-in-12-months", history(*THREE_DAYS), as_at=AS_AT, parameters=A_YEAR)
    assert [matter.subject_id for matter in hit.counted] == [1, 2, 3]
    assert (hit.window_from, hit.window_to) == (date(2025, 3, 4), AS_AT)
    assert hit.sentence == (
        "3 cases received between 4 March 2025 and 3 March 2026;"
        " the rule asks a person to look at 3 or more in any 12 months."
    )


@pytest.mark.parametrize(
    "dates",
    [
        (),
        (date(2025, 9, 1), date(2026, 3, 3)),
        (date(2025, 3, 3), date(2025, 9, 1), date(2026, 3, 3)),
        (date(2025, 9, 1), date(2026, 3, 3), date(2026, 3, 4)),
        (date(2025, 9, 1), date(2026, 3, 3), None),
    ],
    ids=["none", "two", "one the day before", "one on the day", "one undated"],
)
def test_fewer_than_three_within_the_window_do_not(dates):
    assert rules.apply("cases-in-12-months", history(*dates), as_at=AS_AT, parameters=A_YEAR) == ()


def test_the_longer_rule_looks_back_two_years():
    spread = history(date(2024, 3, 4), date(2025, 1, 1), date(2026, 3, 3))
    assert rules.apply("cases-in-12-months", spread, as_at=AS_AT, parameters=A_YEAR) == ()
    (hit,) = rules.apply("cases-in-24-months", spread, as_at=AS_AT, parameters=TWO_YEARS)
    assert len(hit.counted) == 3


def test_matters_come_oldest_first_and_those_left_out_keep_their_reason():
    mixed = history(date(2026, 1, 1), None, date(2025, 5, 1), date(2019, 1, 1), date(2025, 7, 1))
    (hit,) = rules.apply("cases-in-12-months", mixed, as_at=AS_AT, parameters=A_YEAR)
    assert [matter.subject_id for matter in hit.counted] == [3, 5, 1]
    assert {left.matter.subject_id for left in hit.left_out} == {2, 4}


def test_a_date_of_finalisation_stands_in_and_the_sentence_says_so():
    matters = tuple(finalised(number, date(2026, 1, number)) for number in (1, 2, 3))
    person = history().__class__(officer_id=1, matters=matters)
    (hit,) = rules.apply("cases-in-12-months", person, as_at=AS_AT, parameters=A_YEAR)
    assert hit.sentence.startswith("3 cases finalised between 1 January 2026 and 3 January 2026;")


@pytest.mark.parametrize(
    ("service", "is_flagged"),
    [
        ({"appointed_on": date(2026, 3, 4)}, True),
        ({"appointed_on": date(2026, 3, 5)}, False),
        ({"appointed_on": None}, False),
        ({"appointed_on": date(2010, 1, 1), "left_on": date(2026, 3, 5)}, True),
        ({"appointed_on": date(2010, 1, 1), "left_on": date(2026, 3, 4)}, False),
    ],
)
def test_in_post_only_leaves_out_who_is_not_in_post_on_the_day(service, is_flagged):
    parameters = Parameters(threshold=3, window_months=12, in_post_only=True)
    hits = rules.apply("cases-in-12-months", history(*THREE_DAYS, **service), as_at=AS_AT, parameters=parameters)
    assert bool(hits) == is_flagged


def test_people_out_of_post_are_looked_at_unless_the_rule_says_otherwise():
    left = history(*THREE_DAYS, appointed_on=None, left_on=date(2026, 1, 1))
    assert rules.apply("cases-in-12-months", left, as_at=AS_AT, parameters=A_YEAR)


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words("cases-in-12-months", A_YEAR) == (
        "3 different cases or more in the last 12 months, whatever they are about and however they ended."
    )
    assert rules.in_words("cases-in-24-months", Parameters(1, 1, in_post_only=True)) == (
        "1 different case or more in the last 1 month, whatever they are about and however they ended."
        " Only people in post."
    )
