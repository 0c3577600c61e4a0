"""What came in the year after a decision on a flag. Pure: plain histories in, counts out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.flags.rules.history import Matter, Result
from misconduct.core.months import months_after

MONTHS = 12
_NOT_PROVEN = frozenset({Result.NOT_PROVEN, Result.NO_CASE, Result.WITHDRAWN})


@dataclass(frozen=True)
class Aftermath:
    """Cases dated within twelve months after a decision, by how far each had gone at the end of them."""

    cases: int = 0
    proven: int = 0
    not_proven: int = 0


def ends_on(decided_on: date) -> date:
    """The last day of the twelve months after a decision."""
    return months_after(decided_on, MONTHS)


def aftermath(matters: Iterable[Matter], *, decided_on: date) -> Aftermath:
    """Counts the matters after the day of a decision up to the same day a year on, as known at its end."""
    last = ends_on(decided_on)
    later = [one for one in matters if one.dated_on is not None and decided_on < one.dated_on <= last]
    return Aftermath(
        cases=len({one.case_id for one in later}),
        proven=len({one.case_id for one in later if one.result is Result.PROVEN}),
        not_proven=len({one.case_id for one in later if one.result in _NOT_PROVEN}),
    )
