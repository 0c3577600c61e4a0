"""Days of suspensions and warnings, worked out without a database."""

from datetime import date

import pytest

from cases.periods.rules import is_confirmed_late, live_until, review_due_on

RECEIVED = date(2026, 2, 27)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("reviewed", "due_on"),
    [
        ([], date(2026, 3, 30)),
        ([date(2026, 3, 30)], date(2026, 4, 27)),
        ([date(2026, 3, 10), date(2026, 3, 5)], date(2026, 4, 7)),
    ],
)
def test_a_review_is_due_four_weeks_after_the_start_or_the_latest_review(reviewed, due_on):
    assert review_due_on(date(2026, 3, 2), reviewed, received_on=RECEIVED) == due_on


@pytest.mark.parametrize(
    ("told_on", "confirmed_on", "late"),
    [
        (None, None, False),
        (date(2026, 3, 2), date(2026, 3, 5), False),
        (date(2026, 3, 2), date(2026, 3, 6), True),
        (date(2026, 3, 6), date(2026, 3, 11), False),
        (date(2026, 4, 2), date(2026, 4, 9), False),
        (date(2026, 4, 2), date(2026, 4, 10), True),
        (date(2026, 3, 2), None, True),
    ],
    ids=["never told", "day 3", "day 4", "over a weekend", "over Easter", "day 4 after Easter", "not yet"],
)
def test_a_suspension_told_is_confirmed_within_three_working_days(told_on, confirmed_on, late):
    assert is_confirmed_late(told_on, confirmed_on, today=date(2026, 5, 1), received_on=RECEIVED) is late


@pytest.mark.parametrize(
    ("excluded", "last"),
    [
        ([], date(2024, 12, 31)),
        ([(date(2024, 2, 29), date(2024, 2, 29))], date(2025, 1, 1)),
        ([(date(2024, 2, 1), date(2024, 2, 29))], date(2025, 1, 29)),
        ([(date(2023, 2, 1), date(2023, 2, 28))], date(2024, 12, 31)),
        ([(date(2023, 12, 1), date(2024, 1, 31))], date(2025, 1, 31)),
        ([(date(2024, 12, 31), date(2025, 1, 9))], date(2025, 1, 10)),
        ([(date(2025, 1, 1), date(2025, 6, 30))], date(2024, 12, 31)),
        ([(date(2024, 3, 1), date(2024, 3, 31)), (date(2024, 3, 15), date(2024, 4, 30))], date(2025, 3, 2)),
        ([(date(2024, 12, 1), date(2024, 12, 31)), (date(2025, 1, 5), date(2025, 1, 9))], date(2025, 2, 5)),
        ([(date(2024, 6, 1), None)], None),
        ([(date(2025, 1, 1), None)], date(2024, 12, 31)),
    ],
    ids=[
        "no break",
        "the leap day itself",
        "a break across a leap day",
        "a break before the warning",
        "a break that began before it",
        "a break on its last day",
        "a break after it",
        "two that overlap count once",
        "one that falls into the days put off",
        "a break without an end keeps it alive",
        "one that begins after it ended does not",
    ],
)
def test_days_of_career_break_put_off_the_end_of_a_warning(excluded, last):
    assert live_until(*YEAR, excluded) == last


def test_the_order_of_the_breaks_makes_no_difference():
    breaks = [(date(2024, 8, 1), date(2024, 8, 31)), (date(2024, 2, 1), date(2024, 2, 29))]
    assert live_until(*YEAR, breaks) == live_until(*YEAR, breaks[::-1]) == date(2025, 3, 1)
