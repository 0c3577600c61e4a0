"""What is known of a clock, and what that means on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from cases.clocks.definitions import Nature


@dataclass(frozen=True)
class Fact:
    """A milestone as clocks read it. `sort` is the kind of proceedings it belongs to, where it does."""

    id: int
    kind: str
    on: date
    about: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Granted:
    """An extension: the clock it belongs to, the last day it gives, and when it was granted."""

    slug: str
    about: str
    started_on: date
    until: date
    granted_on: date


class Status(StrEnum):
    """Where a clock stands on a day."""

    RUNNING = "running"
    PAUSED = "paused"
    BREACHED = "breached"
    DONE = "done"
    LATE = "late"
    TOO_EARLY = "too early"
    MISSED = "missed"
    LAPSED = "lapsed"
    ENDED = "ended"

    @property
    def is_breach(self) -> bool:
        """Whether the law was not kept, whatever came of it."""
        return self in {Status.BREACHED, Status.LATE, Status.TOO_EARLY, Status.MISSED}


@dataclass(frozen=True)
class ClockState:
    """One clock. `original_due_on` is without pauses and extensions; `ended_on` is when it was no longer needed.

    `paused_days` are calendar days; the time that ran before a pause stays in `started_on`, which no pause moves.
    """

    slug: str
    about: str
    started_on: date
    started_by: int
    nature: Nature
    due_on: date | None = None
    original_due_on: date | None = None
    earliest_on: date | None = None
    extended_to: date | None = None
    paused_days: int = 0
    paused_since: date | None = None
    satisfied_on: date | None = None
    satisfied_by: int | None = None
    ended_on: date | None = None

    def status(self, today: date) -> Status:
        return status_of(self, nature=self.nature, today=today)


class Dated(Protocol):
    """Anything with the days of a clock."""

    @property
    def due_on(self) -> date | None: ...
    @property
    def earliest_on(self) -> date | None: ...
    @property
    def paused_since(self) -> date | None: ...
    @property
    def satisfied_on(self) -> date | None: ...
    @property
    def ended_on(self) -> date | None: ...


def status_of(clock: Dated, *, nature: Nature, today: date) -> Status:
    """Where it stands at the end of `today`. The last day itself is in time.

    The last day of a paused clock moves on every day, so that one that was worked out before today has not passed.
    """
    finished = clock.satisfied_on or clock.ended_on
    is_paused = clock.paused_since is not None and not finished
    is_past = clock.due_on is not None and clock.due_on < (finished or today) and not is_paused
    if clock.satisfied_on:
        if clock.earliest_on and clock.satisfied_on < clock.earliest_on:
            return Status.TOO_EARLY
        return Status.LATE if is_past and nature == Nature.DUTY else Status.DONE
    if nature != Nature.DUTY:
        is_over = is_past or (nature == Nature.MINIMUM and _is_reached(clock.earliest_on, today))
        return Status.LAPSED if is_over and not clock.ended_on else _unfinished(clock)
    if is_past:
        return Status.MISSED if clock.ended_on else Status.BREACHED
    return _unfinished(clock)


def _is_reached(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _unfinished(clock: Dated) -> Status:
    if clock.ended_on:
        return Status.ENDED
    return Status.PAUSED if clock.paused_since else Status.RUNNING
