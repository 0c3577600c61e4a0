"""Standing still for criminal proceedings (SI 2020/2 regulation 41), and going on where the case stood."""

from datetime import date

from django.db import transaction

from cases import workflow
from cases.actions import checks, locking, transitions
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Case, CaseSuspension
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def suspend(
    *,
    by: User,
    case: Case,
    suspended_on: date,
    reasons: str,
    authority: str = "",
    version: int | None = None,
) -> CaseSuspension:
    """Let a case stand still. Clocks pause from the day given. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.DECISION_RECORD, case)
    case = locking.lock_open(case, version=version)
    reasons = checks.said(reasons, field="reasons", message="Enter which criminal proceedings the case waits for.")
    checks.day_between(suspended_on, field="suspended_on", name="The day it was suspended", from_day=case.received_on)
    before = case.get_stage_display()
    transitions.make(case=case, move=workflow.transition("suspend"), by=by)
    suspension = CaseSuspension.objects.create(
        case=case, reasons=reasons, authority=authority.strip(), suspended_on=suspended_on, suspended_by=by
    )
    milestones.reached(case=case, kind=MilestoneKind.SUSPENDED, on=suspended_on, by=by, source=suspension)
    after = {"id": suspension.pk, "stage": case.get_stage_display(), "suspended_on": suspended_on}
    record("case.suspended", by=by, target=case, before={"stage": before}, after=after, reason=reasons)
    return suspension


@transaction.atomic
def resume(*, by: User, case: Case, resumed_on: date, reasons: str, version: int | None = None) -> Case:
    """Go on exactly where the case stood. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.DECISION_RECORD, case)
    case = locking.lock(case, version=version)
    suspension = case.case_suspensions.filter(resumed_on__isnull=True).first()
    if not case.is_suspended or suspension is None:
        raise Refused("This case is not suspended.")
    reasons = checks.said(reasons, field="reasons", message="Enter why the case goes on.")
    checks.day_between(resumed_on, field="resumed_on", name="The day it was resumed", from_day=suspension.suspended_on)
    before = case.get_stage_display()
    transitions.make(case=case, move=workflow.transition(f"resume_{case.stage_before_suspension}"), by=by)
    suspension.resumed_on, suspension.resumed_by, suspension.resumed_because = resumed_on, by, reasons
    suspension.save(update_fields=["resumed_on", "resumed_by", "resumed_because"])
    milestones.reached(case=case, kind=MilestoneKind.RESUMED, on=resumed_on, by=by, source=suspension)
    after = {"id": suspension.pk, "stage": case.get_stage_display(), "resumed_on": resumed_on}
    record("case.resumed", by=by, target=case, before={"stage": before}, after=after, reason=reasons)
    return case
