"""Looking at every unit, or every open case, on each day of a trial. Reads only; memory holds what was flagged."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from cases.flags import rules
from cases.flags.backtesting.figures import DayCount
from cases.flags.backtesting.months import Trial
from cases.flags.case_histories import cases_of
from cases.flags.rules.case_history import CaseHistory
from cases.flags.rules.team_history import TeamHistory
from cases.flags.team_histories import teams_of
from cases.models import Case
from officers.models import Unit

CASES_AT_ONCE = 1000

# Told how many records are done, and of how many.
Progress = Callable[[int, int], None]
_Shown = dict[tuple[int, str], list[frozenset[int | str]]]


def count_units(trial: Trial, *, progress: Progress) -> list[DayCount]:
    """The counts of each day, over the units to which somebody in post was posted. Three queries a day."""
    ids = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    shown: _Shown = defaultdict(list)
    counts = [DayCount(day) for day in trial.days]
    for number, count in enumerate(counts, start=1):
        for team in teams_of(ids, as_at=count.as_at, months=trial.parameters.window_months):
            if team.people:
                _add(count, team, trial, shown)
        progress(len(ids) * number // len(counts), len(ids))
    return counts


def count_cases(trial: Trial, *, progress: Progress) -> list[DayCount]:
    """The counts of each day, over the cases received before it and not yet closed. Three queries a thousand cases."""
    ids = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    shown: _Shown = defaultdict(list)
    counts = [DayCount(day) for day in trial.days]
    for first in range(0, len(ids), CASES_AT_ONCE):
        for case in cases_of(ids[first : first + CASES_AT_ONCE]):
            for count in counts:
                if _is_there(case, count.as_at):
                    _add(count, case, trial, shown)
        progress(min(first + CASES_AT_ONCE, len(ids)), len(ids))
    return counts


def _is_there(case: CaseHistory, day: date) -> bool:
    return (case.received_on is None or case.received_on < day) and case.is_open(day)


def _add(count: DayCount, history: TeamHistory | CaseHistory, trial: Trial, shown: _Shown) -> None:
    """A flag is new where it counts something that no flag of an earlier day counted together with the rest."""
    hits = rules.apply(trial.slug, history, as_at=count.as_at, parameters=trial.parameters)
    count.people += 1
    if hits:
        count.flagged += 1
        count.which.append(history.about_id)
    for hit in hits:
        earlier = shown[history.about_id, hit.scope_key]
        if not any(hit.evidence <= one for one in earlier):
            earlier.append(hit.evidence)
            count.raised += 1
