"""A number of calendar months up to a day, and which matters fall into them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

from cases.flags.rules.history import FINALISED, LeftOut, Matter
from misconduct.core.months import months_before
from misconduct.core.wording import uk_date

UNDATED = "No date of receipt or of a decision is recorded."


@dataclass(frozen=True)
class Window:
    """From a day, included, to another, not included."""

    starts_on: date
    ends_before: date

    @classmethod
    def before(cls, as_at: date, months: int) -> Self:
        """The calendar months up to the start of the day `as_at`."""
        return cls(months_before(as_at, months), as_at)

    @classmethod
    def ever(cls, as_at: date, days: Iterable[date | None]) -> Self:
        """From the earliest of these days up to the start of `as_at`."""
        return cls(min((day for day in days if day is not None and day < as_at), default=as_at), as_at)

    def inside(self, matters: Iterable[Matter]) -> tuple[Matter, ...]:
        """The matters dated within it, oldest first."""
        found = [
            matter
            for matter in matters
            if matter.dated_on is not None and self.starts_on <= matter.dated_on < self.ends_before
        ]
        return tuple(sorted(found, key=lambda matter: (matter.dated_on, matter.subject_id)))

    def outside(self, matters: Iterable[Matter]) -> tuple[LeftOut, ...]:
        """The other matters, each with the reason it is left out."""
        reasons = ((matter, self._reason_against(matter)) for matter in matters)
        return tuple(LeftOut(matter, reason) for matter, reason in reasons if reason)

    def _reason_against(self, matter: Matter) -> str:
        if matter.dated_on is None:
            return UNDATED
        if matter.dated_on < self.starts_on:
            return _before(self.starts_on)
        if matter.dated_on >= self.ends_before:
            return _after(self.ends_before)
        return ""


@lru_cache
def _before(starts_on: date) -> str:
    """Remembered: it is said of most matters of a force, each time with the same day."""
    return f"Dated before the window, which starts on {uk_date(starts_on)}."


@lru_cache
def _after(ends_before: date) -> str:
    return f"Dated after the window, which ends on {uk_date(ends_before - timedelta(days=1))}."


def when(counted: tuple[Matter, ...]) -> str:
    """“received between 4 March 2025 and 1 February 2026”, for matters in order of date."""
    first, last = counted[0].dated_on, counted[-1].dated_on
    bases = {matter.dated_by for matter in counted}
    verb = "received" if FINALISED not in bases else "finalised" if len(bases) == 1 else "received or finalised"
    if first == last:
        return f"{verb} on {uk_date(first)}"
    return f"{verb} between {uk_date(first)} and {uk_date(last)}"
