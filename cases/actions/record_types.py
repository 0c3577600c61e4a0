"""What kind of record a case is, and how it becomes another. The first change keeps what it was at the start."""

from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.flags.actions.requests import request_for_case
from cases.models import Case, RecordTypeChange
from cases.stages import RecordType
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

CONDUCT = (RecordType.CONDUCT, RecordType.RECORDABLE_CONDUCT)
CONVERTIBLE = (RecordType.DEATH_OR_SERIOUS_INJURY, RecordType.CONDUCT)


def change(
    *, case: Case, to_type: RecordType, on: date, by: User, reasons: str, authority: str = ""
) -> RecordTypeChange:
    """Make a locked case another kind of record, as a step of an action that puts it on record."""
    made = RecordTypeChange.objects.create(
        case=case,
        from_type=case.record_type,
        to_type=to_type,
        changed_on=on,
        changed_by=by,
        authority=authority.strip(),
        reasons=reasons,
    )
    case.record_type = to_type
    locking.save(case, "record_type")
    request_for_case(case)
    return made


@transaction.atomic
def convert(
    *,
    by: User,
    case: Case,
    to_type: str,
    decided_on: date,
    reasons: str,
    authority: str = "",
    version: int | None = None,
) -> Case:
    """Convert a death or serious injury matter into a conduct matter, or a conduct matter into a recordable one.

    So does a complaint that was withdrawn and is carried on. What indicates a crime or behaviour that justifies
    discipline makes it so (Police Reform Act 2002 Schedule 3 paragraph 24A: confirm). Raises Refused for any other
    record; ChangedMeanwhile.
    """
    require(by, Permission.DECISION_RECORD, case)
    case = locking.lock_open(case, version=version)
    if case.record_type not in CONVERTIBLE and not case.withdrawals.filter(is_carried_on=True).exists():
        raise Refused(f"A record of the kind “{case.get_record_type_display()}” does not become a conduct matter.")
    if to_type not in CONDUCT or to_type == case.record_type:
        raise Refused("Choose what the matter becomes.", field="to_type")
    checks.decided_on(decided_on, received_on=case.received_on)
    reasons = checks.said(reasons, field="reasons", message="Enter what indicates misconduct.")
    before = case.get_record_type_display()
    if case.record_type not in CONDUCT:
        milestones.reached(case=case, kind=MilestoneKind.AUTHORITY_AWARE, on=decided_on, by=by)
    made = change(case=case, to_type=RecordType(to_type), on=decided_on, by=by, reasons=reasons, authority=authority)
    record(
        "case.converted",
        by=by,
        target=case,
        before={"record_type": before},
        after={"id": made.pk, "record_type": case.get_record_type_display(), "decided_on": decided_on},
        reason=reasons,
    )
    return case
