"""Looking at one person on many days, as each of those days knew them. Pure."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.flags import rules
from cases.flags.histories import RecordedHistory
from cases.flags.rules.history import Matter, PeerGroup, Result
from cases.flags.rules.parameters import Parameters
from misconduct.core.months import months_after


@dataclass(frozen=True)
class Trial:
    """A rule with parameters, the days to look at, the earliest first, and how far ahead to see what came."""

    slug: str
    parameters: Parameters
    days: tuple[date, ...]
    horizon_months: int


@dataclass(frozen=True)
class DayOfPerson:
    """What one day of a trial found about somebody in post."""

    as_at: date
    is_flagged: bool
    raised: int
    has_later_case: bool
    has_later_proven: bool


def first_days(first: date, last: date) -> tuple[date, ...]:
    """The first of each month from the month of one day to the month of another."""
    day, found = first.replace(day=1), []
    while day <= last:
        found.append(day)
        day = months_after(day, 1)
    return tuple(found)


def look(
    recorded: RecordedHistory,
    trial: Trial,
    *,
    known_now: Sequence[Matter],
    peers: Callable[[date], PeerGroup | None] = lambda day: None,
) -> list[DayOfPerson]:
    """The days on which the person was in post. `known_now` are their matters by all that has been decided since.

    `peers` tells of each day whom a rule that compares sets them beside.

    A day sees what had been decided before it, as the rule would have; what came later is judged by today's record.
    A flag is raised for what no flag of an earlier day, about the same category or source, showed together.
    """
    shown: dict[str, list[frozenset[int | str]]] = defaultdict(list)
    found = []
    for day in trial.days:
        if not recorded.history.is_in_post(day):
            continue
        history = replace(recorded.as_known(day), peers=peers(day))
        hits = rules.apply(trial.slug, history, as_at=day, parameters=trial.parameters)
        new = [hit for hit in hits if not any(hit.evidence <= earlier for earlier in shown[hit.scope_key])]
        for hit in new:
            shown[hit.scope_key].append(hit.evidence)
        later = _between(known_now, day, months_after(day, trial.horizon_months))
        has_proven = any(matter.result is Result.PROVEN for matter in later)
        found.append(DayOfPerson(day, bool(hits), len(new), bool(later), has_proven))
    return found


def _between(matters: Sequence[Matter], first: date, end: date) -> list[Matter]:
    return [matter for matter in matters if matter.dated_on is not None and first <= matter.dated_on < end]
