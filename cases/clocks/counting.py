"""When a period ends: dates in, dates out, all of them days in London."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cases.clocks.definitions import Counting, Definition, Unit
from misconduct.core.months import months_after
from misconduct.core.working_days import is_working_day, nth_working_day_after, nth_working_day_before

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """The case was suspended on `since`, which does not count, and resumed on `until`, which does again."""

    since: date
    until: date | None = None

    def holds(self, day: date, *, today: date) -> bool:
        """Whether the day is left out. A pause that has not ended is counted as if it ended today."""
        return self.since <= day < (self.until or today)


def due_on(rule: Definition, start: date, *, pauses: Iterable[Pause] = (), today: date) -> date | None:
    """The last day on which the clock can be answered in time; nothing where the law sets no limit.

    Days on which it is paused are not counted, and nothing else is taken from the time that has run.
    """
    if rule.length is None:
        return None
    return _end(rule, rule.length, start, tuple(pauses), today)


def earliest_on(rule: Definition, start: date, *, pauses: Iterable[Pause] = (), today: date) -> date | None:
    """The first day on which it may be answered, where a least time must pass: “not less than”."""
    if rule.not_before is None:
        return None
    return _end(rule, rule.not_before, start, tuple(pauses), today)


def moved_on(rule: Definition, until: date, *, granted_on: date, pauses: Iterable[Pause], today: date) -> date:
    """An extended day, moved by pauses that came after the extension was granted."""
    later = tuple(pause for pause in pauses if pause.since > granted_on)
    if not later:
        return until
    counts = is_working_day if rule.unit == Unit.WORKING_DAYS else _every_day
    left = sum(counts(granted_on + timedelta(days=n)) for n in range(1, (until - granted_on).days + 1))
    return _walk(granted_on, left, counts, later, today) if left > 0 else until


def paused_days(start: date, end: date, *, pauses: Iterable[Pause], today: date) -> int:
    """Calendar days after `start`, up to and including `end`, on which the case was suspended."""
    held = tuple(pauses)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1)) if held else ()
    return sum(any(pause.holds(day, today=today) for pause in held) for day in days)


def _end(rule: Definition, length: int, start: date, pauses: tuple[Pause, ...], today: date) -> date:
    if rule.counting == Counting.ON_THE_DAY:
        return start
    if rule.counting == Counting.BEFORE:
        is_working = rule.unit == Unit.WORKING_DAYS
        return nth_working_day_before(start, length) if is_working else start - _days(rule.unit, length)
    if rule.unit == Unit.WORKING_DAYS:
        if not pauses:
            return nth_working_day_after(start, length)
        return _walk(start, length, is_working_day, pauses, today)
    last = _last_day(rule, length, start)
    return _walk(start, (last - start).days, _every_day, pauses, today) if pauses else last


def _last_day(rule: Definition, length: int, start: date) -> date:
    """The end of a period of calendar days or months, without any pause."""
    if rule.unit == Unit.MONTHS:
        return months_after(start, length)
    if rule.counting == Counting.WORKING_DAY_AFTER:
        return nth_working_day_after(start, 1) + _days(rule.unit, length) - _DAY
    return start + _days(rule.unit, length)


def _days(unit: Unit, length: int) -> timedelta:
    return timedelta(weeks=length) if unit == Unit.WEEKS else timedelta(days=length)


def _every_day(day: date) -> bool:
    return True


def _walk(start: date, number: int, counts: Callable[[date], bool], pauses: tuple[Pause, ...], today: date) -> date:
    day = start
    while number > 0:
        day += _DAY
        number -= counts(day) and not any(pause.holds(day, today=today) for pause in pauses)
    return day
