"""Counting calendar months from a day."""

import calendar
from datetime import date


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later (before, for a negative number); the month's last where none is."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """The corresponding day so many months earlier."""
    return months_after(day, -months)
