"""Reading the histories of cases: since when each is open, when it stood still, and which updates were missed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import F, Q

from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Clock, Milestone
from cases.flags.rules.case_history import CaseHistory, MissedUpdate
from cases.models import Case

_UPDATES = ("progress-update", "progress-update-conduct")
_STANDSTILL = (MilestoneKind.SUSPENDED, MilestoneKind.RESUMED)

Pause = tuple[date, date | None]


def cases_of(case_ids: Iterable[int]) -> list[CaseHistory]:
    """One history a case, in the order of their ids. Three queries."""
    ids = list(case_ids)
    pauses, missed = _pauses(ids), _missed(ids)
    rows = Case.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "received_on", "closed_on")
    return [
        CaseHistory(pk, received_on, closed_on, tuple(pauses.get(pk, ())), tuple(missed.get(pk, ())))
        for pk, received_on, closed_on in rows
    ]


def _pauses(case_ids: Sequence[int]) -> dict[int, list[Pause]]:
    """From each suspension to the next day on which the case was resumed; the last may have no end."""
    rows = Milestone.objects.filter(case__in=case_ids, kind__in=_STANDSTILL, withdrawn_at__isnull=True)
    found: dict[int, list[Pause]] = defaultdict(list)
    for case_id, kind, day in rows.order_by("reached_on", "pk").values_list("case_id", "kind", "reached_on"):
        pauses = found[case_id]
        is_still = bool(pauses) and pauses[-1][1] is None
        if kind == MilestoneKind.SUSPENDED and not is_still:
            pauses.append((day, None))
        elif kind == MilestoneKind.RESUMED and is_still:
            pauses[-1] = (pauses[-1][0], day)
    return found


def _missed(case_ids: Sequence[int]) -> dict[int, list[MissedUpdate]]:
    """Updates that were not given by the day they were due, nor ended before it. Late ones were missed too."""
    late = Q(satisfied_on__isnull=True) | Q(satisfied_on__gt=F("due_on"))
    needed = Q(ended_on__isnull=True) | Q(ended_on__gt=F("due_on"))
    rows = Clock.objects.filter(
        late, needed, case__in=case_ids, definition__in=_UPDATES, withdrawn_at__isnull=True, due_on__isnull=False
    )
    found: dict[int, list[MissedUpdate]] = defaultdict(list)
    for case_id, due_on, about in rows.order_by("due_on", "about", "pk").values_list("case_id", "due_on", "about"):
        if due_on is not None:
            found[case_id].append(MissedUpdate(due_on, about))
    return found
