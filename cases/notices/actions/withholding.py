"""Deciding that a subject is not told yet: giving the notice now might prejudice the investigation."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Subject
from cases.notices.actions.drafts import officers_of
from cases.notices.models import Withholding
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def withhold(*, by: User, subject: Subject, reason: str, decided_on: date, version: int | None = None) -> Withholding:
    """Record why this person is not told yet (SI 2020/4 regulation 17(2)). Raises Refused, ChangedMeanwhile."""
    require(by, Permission.NOTICE_ISSUE, subject.case)
    case = locking.lock_open(subject.case, version=version)
    checks.decided_on(decided_on, received_on=case.received_on)
    reason = checks.said(reason, field="reason", message="Enter how the notice might prejudice the investigation.")
    if subject.officer is None:
        raise Refused("Identify the subject first: there is nobody to tell yet.")
    if subject.withholdings.in_force().exists():
        raise Refused("The notice to this person is already withheld.")
    withholding = Withholding.objects.create(
        case=case, subject=subject, reason=reason, decided_on=decided_on, decided_by=by
    )
    kind = MilestoneKind.NOTICE_WITHHELD
    milestones.reached(case=case, kind=kind, on=decided_on, by=by, about=subject, source=withholding)
    locking.save(case)
    after = {"id": withholding.pk, "subject": str(subject), "decided_on": decided_on}
    record("notice.withheld", by=by, target=case, touched=officers_of(subject), after=after, reason=reason)
    return withholding


@transaction.atomic
def end(*, by: User, withholding: Withholding, reason: str, version: int | None = None) -> Withholding:
    """Record that the person may be told now. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.NOTICE_ISSUE, withholding.case)
    case = locking.lock_open(withholding.case, version=version)
    reason = checks.said(reason, field="reason", message="Enter the reason.")
    held = Withholding.objects.in_force().filter(pk=withholding.pk).select_related("subject__officer").first()
    if held is None:
        raise Refused("This person may already be told.")
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    milestones.undone(source=held)
    locking.save(case)
    after = {"id": held.pk, "subject": str(held.subject)}
    record(
        "notice.withholding_ended", by=by, target=case, touched=officers_of(held.subject), after=after, reason=reason
    )
    return held
