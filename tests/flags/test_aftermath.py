from datetime import date

import pytest

from cases.flags.aftermath import Aftermath, aftermath, ends_on
from cases.flags.rules.history import Matter, Result

DECIDED = date(2025, 3, 4)


def matter(number, day, result=Result.UNDECIDED, case_id=None):
    return Matter(number, case_id or number, day, result=result)


@pytest.mark.parametrize(
    ("day", "cases"),
    [
        (date(2025, 3, 4), 0),
        (date(2025, 3, 5), 1),
        (date(2026, 3, 4), 1),
        (date(2026, 3, 5), 0),
        (None, 0),
    ],
)
def test_the_year_starts_the_day_after_and_ends_on_the_same_day(day, cases):
    assert aftermath([matter(1, day)], decided_on=DECIDED).cases == cases


def test_cases_are_told_apart_by_how_far_they_had_gone():
    results = (Result.PROVEN, Result.NO_CASE, Result.WITHDRAWN, Result.CASE_TO_ANSWER, Result.UNDECIDED)
    matters = [matter(number, date(2025, 6, 1), result) for number, result in enumerate(results, 1)]
    assert aftermath(matters, decided_on=DECIDED) == Aftermath(cases=5, proven=1, not_proven=2)


def test_two_matters_of_one_case_count_once():
    twice = [matter(number, date(2025, 6, 1), case_id=1) for number in (1, 2)]
    assert aftermath(twice, decided_on=DECIDED).cases == 1


def test_a_year_after_the_29th_of_february_ends_on_the_28th():
    assert ends_on(date(2024, 2, 29)) == date(2025, 2, 28)
