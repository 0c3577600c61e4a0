"""Working days in England and Wales: not a weekend and not a bank holiday.

Bank holidays come from the `holidays` library, which follows the Banking and Financial Dealings Act 1971 and the
proclamations made under it.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

FIRST_YEAR = 1960
LAST_YEAR = 2060


@lru_cache(maxsize=1)
def bank_holidays() -> tuple[date, ...]:
    """Bank holidays that fall on a weekday, in order, for every year this software may meet."""
    found = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return tuple(sorted(day for day in found if day.weekday() < 5))


@lru_cache(maxsize=1)
def _bank_holiday_set() -> frozenset[date]:
    return frozenset(bank_holidays())


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holiday_set()


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def nth_working_day_after(start: date, number: int) -> date:
    """The Nth working day, beginning with the first working day after `start`.

    It is the last day of “N working days beginning with the first working day after X”. For less than one, ValueError.
    """
    return _nth_working_day(start, number, timedelta(days=1))


def nth_working_day_before(end: date, number: int) -> date:
    """The Nth working day back from `end`, beginning with the last working day before it."""
    return _nth_working_day(end, number, timedelta(days=-1))


def _nth_working_day(day: date, number: int, step: timedelta) -> date:
    if number < 1:
        raise ValueError("Working days are counted from one.")
    while number:
        day += step
        number -= is_working_day(day)
    return day
