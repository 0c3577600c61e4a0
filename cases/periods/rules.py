"""Days of suspensions and warnings. Plain dates in, answers out."""

from collections.abc import Iterable
from datetime import date, timedelta

from cases.clocks.limits import last_day

Days = tuple[date, date | None]


def review_due_on(starts_on: date, reviewed: Iterable[date], *, received_on: date | None) -> date:
    """The last day for the next review, counted from the start or from the latest review, as the law of the case says.

    `received_on` is the day the case was received.
    """
    return last_day("suspension-review", max([starts_on, *reviewed]), received_on=received_on)


def is_confirmed_late(
    told_on: date | None, confirmed_on: date | None, *, today: date, received_on: date | None
) -> bool:
    """Whether a suspension told orally was confirmed in writing too late, or still is not and should be."""
    if told_on is None:
        return False
    return (confirmed_on or today) > last_day("suspension-in-writing", told_on, received_on=received_on)


def live_until(live_from: date, live_to: date, excluded: Iterable[Days]) -> date | None:
    """The last day of a warning, days of career break not counted (SI 2020/4 regs 42 and 62).

    `live_to` is the last day as its notice gives it; each excluded day that falls into the warning puts the end off
    by one day. Excluded periods include both their days. None while a break without an end keeps it alive.
    """
    owed, day = (live_to - live_from).days + 1, live_from
    for starts_on, ends_on in sorted(excluded, key=lambda days: days[0]):
        if ends_on is not None and ends_on < day:
            continue
        counted = max((starts_on - day).days, 0)
        if counted >= owed:
            break
        if ends_on is None:
            return None
        owed, day = owed - counted, ends_on + timedelta(days=1)
    return day + timedelta(days=owed - 1)
