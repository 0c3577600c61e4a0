from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.ended_without_a_case import PROVEN, UNDECIDED
from cases.flags.rules.history import Result
from cases.flags.rules.selection import WITHDRAWN
from misconduct.core.errors import Refused
from tests.flags.rules.histories import AS_AT, hits_of, ids, left_out, person, told

SLUG = "ended-without-a-case"
THREE = {"threshold": 3, "window_months": 60}
NO_CASE = told(1, date(2021, 3, 4), result=Result.NO_CASE)
NOT_PROVEN = told(2, date(2023, 1, 1), result=Result.NOT_PROVEN)
GONE = told(3, date(2026, 3, 3), result=Result.WITHDRAWN)


def found(*matters, as_at=AS_AT, **changed):
    return hits_of(SLUG, person(*matters), as_at=as_at, **{**THREE, **changed})


def test_three_that_ended_with_nothing_within_five_years_ask_for_a_look():
    (hit,) = found(NO_CASE, NOT_PROVEN, GONE)
    assert ids(hit) == [1, 2, 3]
    assert hit.sentence == (
        "3 cases received between 4 March 2021 and 3 March 2026 ended with no case to answer, not proven or withdrawn;"
        " the rule asks a person to look at 3 or more in any 60 months."
    )


@pytest.mark.parametrize(
    "third",
    [
        told(1, date(2021, 3, 3), result=Result.NO_CASE),
        told(1, AS_AT, result=Result.NO_CASE),
        told(1, None, result=Result.NO_CASE),
        told(1, date(2022, 1, 1), result=Result.PROVEN),
        told(1, date(2022, 1, 1), result=Result.CASE_TO_ANSWER),
        told(1, date(2022, 1, 1)),
    ],
    ids=["the day before the window", "on the day", "undated", "proven", "a case to answer", "undecided"],
)
def test_two_do_not(third):
    assert found(third, NOT_PROVEN, GONE) == ()


def test_those_that_ended_otherwise_are_shown_with_the_reason():
    (hit,) = found(
        NO_CASE, NOT_PROVEN, GONE, told(4, date(2022, 1, 1), result=Result.PROVEN), told(5, date(2022, 1, 1))
    )
    assert left_out(hit) == {4: PROVEN, 5: UNDECIDED}


def test_a_version_may_leave_out_what_was_withdrawn_but_not_what_the_rule_is_about():
    assert found(NO_CASE, NOT_PROVEN, GONE, without_withdrawn=True) == ()
    (hit,) = found(NO_CASE, NOT_PROVEN, GONE, without_withdrawn=True, threshold=2)
    assert left_out(hit) == {3: WITHDRAWN}
    with pytest.raises(Refused):
        rules.read(SLUG, {**THREE, "without_no_case": True})


def test_from_a_leap_day_five_years_go_back_to_the_end_of_february():
    rest = (told(2, date(2023, 1, 1), result=Result.NO_CASE), told(3, date(2024, 1, 1), result=Result.NO_CASE))
    assert found(told(1, date(2019, 2, 28), result=Result.NO_CASE), *rest, as_at=date(2024, 2, 29))
    assert found(told(1, date(2019, 2, 27), result=Result.NO_CASE), *rest, as_at=date(2024, 2, 29)) == ()


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, THREE)) == (
        "3 different cases or more in the last 60 months that ended with no case to answer, not proven or withdrawn."
    )
