"""The first facts of a case, considered once at triage and again whenever they change."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.actions.superseding import superseded
from cases.models import Case
from cases.triage.models import TriageFacts
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record


@dataclass(frozen=True)
class Considered:
    """A yes or no, and why: what was looked at, or what is done about it."""

    is_so: bool
    why: str


@transaction.atomic
def record_facts(
    *,
    by: User,
    case: Case,
    conflict: Considered,
    urgent_risk: Considered,
    suspension: Considered,
    version: int | None = None,
) -> TriageFacts:
    """Record conflicts of interest, urgent risk and whether suspension is to be decided, in place of what stood.

    Raises Refused, naming the question without a reason; ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    earlier = superseded(case.triage_facts.in_force().first())
    facts = TriageFacts.objects.create(
        case=case,
        has_conflict=conflict.is_so,
        conflict_note=_why(conflict, "conflict_note", "Enter who was asked about an interest, and what they said."),
        has_urgent_risk=urgent_risk.is_so,
        urgent_risk_note=_why(urgent_risk, "urgent_risk_note", "Enter what risk there is, or why there is none."),
        needs_suspension=suspension.is_so,
        suspension_note=_why(suspension, "suspension_note", "Enter why suspension is or is not to be decided."),
        reasons="As noted with each answer.",
        decided_on=timezone.localdate(),
        decided_by=by,
        regime=case.regime,
        supersedes=earlier,
    )
    locking.save(case)
    after = {
        "id": facts.pk,
        "conflict": _told(conflict),
        "urgent_risk": _told(urgent_risk),
        "suspension": _told(suspension),
    }
    record("triage.recorded", by=by, target=case, after=after)
    return facts


def _why(answer: Considered, field: str, message: str) -> str:
    return checks.said(answer.why, field=field, message=message)


def _told(answer: Considered) -> str:
    return f"{'Yes' if answer.is_so else 'No'}. {answer.why.strip()}"
