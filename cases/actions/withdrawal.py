"""A complainant withdraws (SI 2020/2 regulation 38): the notice, and whether the public interest needs the matter."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from cases import workflow
from cases.actions import checks, locking, outcomes, transitions
from cases.actions.outcomes import Terms
from cases.flags.actions.requests import request_for_case
from cases.guards.applicability import COMPLAINTS
from cases.models import AllegationSubject, Case, Code, CodeList, Outcome, Withdrawal
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def withdraw(
    *,
    by: User,
    case: Case,
    received_on: date,
    signed_by: str,
    told: str,
    is_carried_on: bool,
    reasons: str,
    decided_on: date,
    authority: str = "",
    version: int | None = None,
) -> Withdrawal:
    """Record a withdrawal. The case goes on when the public interest needs it, or closes as withdrawn.

    Whatever had no outcome by then ends as withdrawn by the complainant, so that it is counted as such ever after.
    Raises Refused for a notice that nobody entitled signed, for dates that cannot be, or when the case cannot be
    closed yet; ChangedMeanwhile.
    """
    require(by, Permission.CASE_CLOSE, case)
    case = locking.lock_open(case, version=version)
    _refuse_without_a_notice(case, signed_by)
    name = "The day the notice was received"
    checks.day_between(received_on, field="received_on", name=name, from_day=case.received_on)
    checks.day_between(decided_on, field="decided_on", name="The date decided", from_day=received_on)
    withdrawal = Withdrawal.objects.create(
        case=case,
        received_on=received_on,
        signed_by=signed_by,
        told=checks.said(told, field="told", message="Enter who was told of the withdrawal."),
        is_carried_on=is_carried_on,
        reasons=checks.said(reasons, field="reasons", message="Enter why the matter goes on, or why it need not."),
        authority=authority.strip(),
        decided_on=decided_on,
        decided_by=by,
    )
    _take_effect(withdrawal, by=by)
    return withdrawal


def _refuse_without_a_notice(case: Case, signed_by: str) -> None:
    if case.record_type not in COMPLAINTS:
        raise Refused("Only a complaint can be withdrawn.")
    if signed_by not in Withdrawal.Signatory.values:
        raise Refused(
            "A withdrawal counts only when the complainant, their solicitor or an authorised agent signed it.",
            field="signed_by",
        )


def _take_effect(withdrawal: Withdrawal, *, by: User) -> None:
    case = withdrawal.case
    before = case.get_stage_display()
    if withdrawal.is_carried_on:
        locking.save(case)
    else:
        _end_as_withdrawn(withdrawal, by=by)
        case.refresh_from_db(fields=["version"])
        transitions.make(case=case, move=workflow.transition("withdraw"), by=by)
    after = {
        "id": withdrawal.pk,
        "stage": case.get_stage_display(),
        "received_on": withdrawal.received_on,
        "signed_by": withdrawal.get_signed_by_display(),
        "told": withdrawal.told,
        "carried_on": "Yes, as a conduct matter" if withdrawal.is_carried_on else "No",
    }
    record("case.withdrawn", by=by, target=case, before={"stage": before}, after=after, reason=withdrawal.reasons)
    request_for_case(case)


def _end_as_withdrawn(withdrawal: Withdrawal, *, by: User) -> None:
    value = Code.objects.get(code_list=CodeList.OUTCOME, scheme="complaint-2020", code="withdrawn")
    settled = Outcome.objects.in_force().filter(pair=OuterRef("pk"))
    pairs = AllegationSubject.objects.filter(~Exists(settled), allegation__case=withdrawal.case).order_by("pk")
    for pair in pairs.select_related("allegation__case", "subject__officer"):
        outcomes.record_outcome(
            by=by,
            pair=pair,
            value=value,
            reasons=withdrawal.reasons,
            decided_on=withdrawal.decided_on,
            authority=withdrawal.authority,
            terms=Terms(is_at_withdrawal=True),
        )
