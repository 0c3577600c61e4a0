"""Setting and taking back milestones: a step of the action that makes something happen in a case."""

from datetime import date

from django.db import models
from django.utils import timezone

from cases.clocks.actions.refresh import refresh, refresh_cases
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Milestone
from cases.flags.actions.requests import request_for_cases
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import Doer
from misconduct.audit.querysets import key_of


def reached(
    *,
    case: Case,
    kind: MilestoneKind,
    on: date,
    by: Doer,
    about: models.Model | None = None,
    source: models.Model | None = None,
) -> Milestone:
    """Set a milestone, in the transaction of the action that made it so. The same one twice changes nothing.

    `about` is whom or what it is counted for, `source` the record that proves it. A later date from the same source
    takes the place of the earlier. The clocks of the case are worked out anew.
    """
    known = {
        "case": case,
        "kind": kind,
        "about": key_of(about) if about else "",
        "source": key_of(source) if source else "",
    }
    standing = Milestone.objects.standing().filter(**known).first()
    if standing and standing.reached_on == on:
        return standing
    if standing:
        _take_back(standing)
    milestone = Milestone.objects.create(**known, reached_on=on, recorded_by=by if isinstance(by, User) else None)
    refresh(case=case)
    return milestone


def only_from(
    source: models.Model | None,
    *,
    case: Case,
    kind: MilestoneKind,
    on: date | None,
    about: models.Model,
    by: Doer,
) -> None:
    """Let a fact about a record have this one source: what came from any other is taken back; all, without a day."""
    standing = Milestone.objects.standing().filter(case=case, kind=kind, about=key_of(about))
    for milestone in standing.exclude(source=key_of(source) if source else ""):
        _take_back(milestone)
    if source and on:
        reached(case=case, kind=kind, on=on, by=by, about=about, source=source)
    refresh(case=case)


def undone(*, source: models.Model) -> int:
    """Take back every milestone that came from this record: it was withdrawn, or recorded in error. How many."""
    standing = Milestone.objects.standing().filter(source=key_of(source))
    rows = list(standing)
    for milestone in rows:
        _take_back(milestone)
    cases = {milestone.case_id for milestone in rows}
    refresh_cases(cases, today=timezone.localdate())
    request_for_cases(case_ids=cases)
    return len(rows)


def _take_back(milestone: Milestone) -> None:
    milestone.withdrawn_at = timezone.now()
    milestone.save(update_fields=["withdrawn_at"])
