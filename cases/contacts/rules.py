"""When the next progress update is due. Plain dates in, answers out.

SI 2020/2 reg 34: the first within 4 weeks of the start of handling, each further one within 4 weeks of the last.
Weeks are calendar weeks. In writing, except for an oral complaint handled outside Schedule 3.
"""

from collections.abc import Iterable
from datetime import date, timedelta

UPDATE_WITHIN = timedelta(weeks=4)


def next_update_due(*, started: Iterable[date], given: Iterable[date], ended: Iterable[date]) -> date | None:
    """The last day for the next update; None before handling has started or when no more are due."""
    starts = list(started)
    if not starts or list(ended):
        return None
    return max([min(starts), *given]) + UPDATE_WITHIN


def is_late(day: date, *, due_on: date | None) -> bool:
    """Whether an update of that day comes after the last day for it."""
    return due_on is not None and day > due_on
