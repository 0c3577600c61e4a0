"""What a rule about one case reads. Plain and frozen."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.flags.rules.history import About, Matter


@dataclass(frozen=True, order=True)
class MissedUpdate:
    """An update that was due by a day and not given by then. `party` tells people apart, without a name."""

    due_on: date
    party: str


@dataclass(frozen=True)
class CaseHistory:
    """One case. `pauses` are the days on which it stood still for criminal proceedings, the last without an end.

    No matter of a person counts here: the case itself is what somebody is asked to look at.
    """

    ABOUT: ClassVar[About] = About.CASE

    case_id: int
    received_on: date | None = None
    closed_on: date | None = None
    pauses: tuple[tuple[date, date | None], ...] = ()
    missed_updates: tuple[MissedUpdate, ...] = ()
    matters: tuple[Matter, ...] = ()

    @property
    def about_id(self) -> int:
        return self.case_id

    def is_open(self, as_at: date) -> bool:
        """Whether it had not been closed before the start of the day."""
        return self.closed_on is None or self.closed_on >= as_at

    def days_open(self, as_at: date) -> int | None:
        """Days from receipt to the start of the day; not known for a case without a day of receipt."""
        return None if self.received_on is None else (as_at - self.received_on).days

    def days_paused(self, as_at: date) -> int:
        """Of these, the days on which it stood still."""
        ends = ((starts_on, min(ends_on or as_at, as_at)) for starts_on, ends_on in self.pauses)
        return sum(max((end - start).days, 0) for start, end in ends)
