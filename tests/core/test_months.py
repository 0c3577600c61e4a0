from datetime import date

import pytest

from misconduct.core.months import months_after, months_before


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2025, 12, 31), 6, date(2026, 6, 30)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_after_keeps_the_day_or_takes_the_last_of_the_month(start, months, expected):
    assert months_after(start, months) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 4), 12, date(2025, 3, 4)),
        (date(2026, 3, 4), 24, date(2024, 3, 4)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 2, 29), 48, date(2020, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_months_before_keeps_the_day_or_takes_the_last_of_the_month(day, months, expected):
    assert months_before(day, months) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(20, 1, 1), 1200, date.min),
        (date(1, 3, 31), 1, date(1, 2, 28)),
        (date(1, 3, 31), 2, date(1, 1, 31)),
        (date(1, 3, 31), 3, date.min),
    ],
)
def test_months_before_ends_with_the_first_year(day, months, expected):
    assert months_before(day, months) == expected
