"""The policy log: what was decided in an investigation and why. Entries are only ever added."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.investigations.models import PolicyEntry
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def add(
    *,
    by: User,
    case: Case,
    decision: str,
    reason: str,
    decided_at: datetime,
    is_sealed: bool = False,
    corrects: PolicyEntry | None = None,
    version: int | None = None,
) -> PolicyEntry:
    """Write the next entry. One that corrects another names it, and is sealed where that one is.

    The log holds no more than its number: whoever sees the case's timeline may not be meant to read it.
    Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    is_sealed = is_sealed or bool(corrects and corrects.is_sealed)
    if is_sealed and not may_seal(by, case):
        raise Refused("Only the investigator and managers write and read sealed entries.", field="is_sealed")
    if decided_at > timezone.now():
        raise Refused("The decision must have been taken by now.", field="decided_on")
    if corrects is not None and corrects.case_id != case.pk:
        raise Refused("A correction must name an entry of the same case.")
    last = PolicyEntry.objects.filter(case=case).order_by("-number").first()
    entry = PolicyEntry.objects.create(
        case=case,
        number=last.number + 1 if last else 1,
        decision=checks.said(decision, field="decision", message="Enter what was decided."),
        reason=checks.said(reason, field="reason", message="Enter the reason for the decision."),
        decided_at=decided_at,
        recorded_by=by,
        corrects=corrects,
        is_sealed=is_sealed,
    )
    locking.save(case)
    after = {"id": entry.pk, "entry": entry.number, "corrects": corrects.number if corrects else None}
    record("policy_log.entry_added", by=by, target=case, after=after)
    return entry


def may_seal(user: User, case: Case) -> bool:
    """Whether the person is one of those who read sealed rows of this case."""
    return user.has(Permission.CASE_ASSIGN) or case.investigator_id == user.pk
