"""Counting calendar months from a day: to the day of the same number, or to the last of a shorter month."""

from calendar import monthrange
from datetime import date
from functools import lru_cache

# On average, a leap day counted in.
DAYS_IN_A_YEAR = 365.25


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later: half a year after 31 August is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=4096)
def months_before(day: date, months: int) -> date:
    """The corresponding day so many months earlier, and never before the first day of year 1."""
    is_before_all_days = months >= day.year * 12 + day.month - 12
    return date.min if is_before_all_days else months_after(day, -months)
