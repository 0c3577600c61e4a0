from datetime import date

import pytest

from misconduct.core.working_days import bank_holidays, is_working_day, working_days_between


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 4, 7), True),
        (date(2026, 5, 4), False),  # early May bank holiday
        (date(2020, 5, 8), False),  # moved for the anniversary of VE Day
        (date(2020, 5, 4), True),
        (date(2022, 6, 2), False),  # moved spring bank holiday
        (date(2022, 6, 3), False),  # Platinum Jubilee
        (date(2022, 9, 19), False),  # state funeral
        (date(2023, 5, 8), False),  # coronation
        (date(2026, 12, 28), False),  # Boxing Day falls on a Saturday
        (date(2027, 12, 27), False),  # Christmas Day falls on a Saturday
        (date(2027, 12, 28), False),
        (date(2028, 2, 29), True),
        (date(2026, 3, 7), False),  # a Saturday
    ],
)
def test_working_days_follow_the_calendar_of_england_and_wales(day, working):
    assert is_working_day(day) is working


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), 0),
        (date(2026, 3, 2), date(2026, 3, 3), 1),
        (date(2026, 3, 6), date(2026, 3, 9), 1),
        (date(2026, 4, 2), date(2026, 4, 7), 1),
        (date(2026, 12, 24), date(2026, 12, 29), 1),
        (date(2026, 3, 9), date(2026, 3, 6), -1),
    ],
)
def test_working_days_between_counts_from_the_day_after(start, end, expected):
    assert working_days_between(start, end) == expected


def test_bank_holidays_are_sorted_weekdays():
    days = bank_holidays()
    assert list(days) == sorted(set(days))
    assert all(day.weekday() < 5 for day in days)
