"""Whether a complaint is handled inside Schedule 3: each trigger is asked, and any yes puts it inside."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from cases.actions import checks, locking, record_types
from cases.actions.superseding import superseded
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.guards.applicability import COMPLAINTS
from cases.models import Case
from cases.stages import RecordType
from cases.triage.models import ScheduleThreeDecision
from cases.triage.questions import because_of, schedule_3_triggers
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

REFERRAL = "mandatory-referral"


@transaction.atomic
def decide(
    *,
    by: User,
    case: Case,
    answers: Mapping[str, bool],
    is_inside: bool,
    reasons: str,
    decided_on: date,
    authority: str = "",
    version: int | None = None,
) -> ScheduleThreeDecision:
    """Decide, or decide again: a reversal is a new decision beside the old one, and changes the kind of record.

    Raises Refused for no complaint, a trigger without an answer or a decision against the answers; ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    checks.decided_on(decided_on, received_on=case.received_on)
    met = _met(case, answers)
    _refuse_what_the_answers_do_not_bear(case, met, is_inside=is_inside)
    reasons = checks.said(reasons, field="reasons", message="Enter the reasons for the decision.")
    earlier = superseded(case.schedule_3_decisions.in_force().first())
    decision = ScheduleThreeDecision.objects.create(
        case=case,
        is_inside=is_inside,
        reason_code=met[0] if met else "",
        triggers=met,
        asked=list(answers),
        reasons=reasons,
        decided_on=decided_on,
        decided_by=by,
        authority=authority.strip(),
        regime=case.regime,
        supersedes=earlier,
    )
    _take_effect(case, decision, earlier, by=by)
    before = {"value": str(earlier)} if earlier else None
    after = {"id": decision.pk, "value": str(decision), "because": decision.because, "decided_on": decided_on}
    record("schedule_3.decided", by=by, target=case, before=before, after=after, reason=reasons)
    return decision


def _met(case: Case, answers: Mapping[str, bool]) -> list[str]:
    if case.record_type not in COMPLAINTS:
        raise Refused("Only a complaint is decided to be inside or outside Schedule 3.")
    asked = schedule_3_triggers(case.received_on)
    for one in asked:
        if not isinstance(answers.get(one.code), bool):
            raise Refused(f"Answer the question “{one.text}”", field=one.code)
    return [one.code for one in asked if answers[one.code]]


def _refuse_what_the_answers_do_not_bear(case: Case, met: list[str], *, is_inside: bool) -> None:
    if met and not is_inside:
        why = " and ".join(because_of(set(met)))
        raise Refused(f"This complaint must be handled inside Schedule 3, because {why}.", field="is_inside")
    if is_inside and not met:
        raise Refused(
            "Answer yes to at least one question, or decide that the complaint is handled outside Schedule 3.",
            field="is_inside",
        )
    if REFERRAL not in met and case.referrals.standing().exclude(kind="voluntary").exists():
        raise Refused("This complaint must be referred to the IOPC: answer yes.", field=REFERRAL)


def _take_effect(
    case: Case, decision: ScheduleThreeDecision, earlier: ScheduleThreeDecision | None, *, by: User
) -> None:
    """The kind of record follows the decision; the day it was recorded is the day of the first one inside."""
    wanted = RecordType.COMPLAINT_INSIDE if decision.is_inside else RecordType.COMPLAINT_OUTSIDE
    if case.record_type == wanted:
        locking.save(case)
    else:
        record_types.change(
            case=case,
            to_type=wanted,
            on=decision.decided_on,
            by=by,
            reasons=decision.reasons,
            authority=decision.authority,
        )
    if not decision.is_inside:
        for one in case.schedule_3_decisions.filter(is_inside=True):
            milestones.undone(source=one)
    elif earlier is None or not earlier.is_inside:
        milestones.reached(case=case, kind=MilestoneKind.RECORDED, on=decision.decided_on, by=by, source=decision)
