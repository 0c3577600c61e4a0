"""Who investigates a case."""

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.actions.sealing import lasting_grants
from cases.models import Assignment, Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission, RoleName
from misconduct.audit.record import record
from misconduct.core.errors import Refused

INVESTIGATING_ROLES = (RoleName.INVESTIGATOR, RoleName.CASEWORKER, RoleName.MANAGER)


@transaction.atomic
def assign(*, by: User, case: Case, investigator: User, reason: str = "", version: int | None = None) -> Case:
    """Give a case to an investigator, who then sees it whatever their units. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_ASSIGN, case)
    case = locking.lock_open(case, version=version, while_suspended=True)
    _refuse_unfit(case, investigator)
    earlier = case.investigator
    _end_current(case)
    assignment = Assignment.objects.create(case=case, investigator=investigator, assigned_by=by, reason=reason.strip())
    case.investigator = investigator
    locking.save(case, "investigator")
    record(
        "case.assigned",
        by=by,
        target=case,
        before={"investigator": str(earlier) if earlier else None},
        after={"id": assignment.pk, "investigator": str(investigator)},
        reason=reason.strip(),
    )
    return case


@transaction.atomic
def unassign(*, by: User, case: Case, reason: str, version: int | None = None) -> Case:
    """Take a case from its investigator, to be given to somebody else later. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_ASSIGN, case)
    case = locking.lock_open(case, version=version, while_suspended=True)
    if case.investigator is None:
        raise Refused("Nobody is assigned to this case.")
    reason = checks.said(reason, field="reason", message="Enter why the case is taken from its investigator.")
    if case.is_sealed and not lasting_grants(case).exists():
        raise Refused("Nobody could see this sealed case any more. Assign somebody else, or give access first.")
    before = {"investigator": str(case.investigator)}
    _end_current(case)
    case.investigator = None
    locking.save(case, "investigator")
    record("case.unassigned", by=by, target=case, before=before, after={"investigator": None}, reason=reason)
    return case


def _refuse_unfit(case: Case, investigator: User) -> None:
    if not investigator.is_active or investigator.role not in INVESTIGATING_ROLES:
        raise Refused(
            f"{investigator} cannot investigate. Choose an active investigator, caseworker or manager.",
            field="investigator",
        )
    if case.investigator_id == investigator.pk:
        raise Refused(f"{investigator} already has this case.", field="investigator")
    if case.subjects.filter(officer__account=investigator).exists():
        raise Refused(f"{investigator} cannot investigate this case. Choose somebody else.", field="investigator")


def _end_current(case: Case) -> None:
    for assignment in case.assignments.filter(ended_at__isnull=True):
        assignment.ended_at = timezone.now()
        assignment.save(update_fields=["ended_at"])
