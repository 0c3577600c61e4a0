"""Referral to the IOPC: the tick-list, the referral it calls for, when it was sent and what was answered."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.actions.superseding import superseded
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Case
from cases.triage.actions import forms_of_investigation
from cases.triage.actions.facts import Considered
from cases.triage.models import InvestigationForm, Referral, ReferralCheck
from cases.triage.questions import Determination, Question, determinations, referral_criteria
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def consider(
    *,
    by: User,
    case: Case,
    answers: Mapping[str, Considered],
    became_clear_on: date | None,
    authority: str = "",
    reasons: str = "",
    version: int | None = None,
) -> ReferralCheck:
    """Go through the tick-list, or through it again. Any criterion met opens a mandatory referral at once.

    A referral that was not sent yet falls away when no criterion is met any more: somebody who decides for the
    authority says why. Raises Refused for a criterion without an answer or reason; ChangedMeanwhile.
    """
    require(by, Permission.REFERRAL_RECORD, case)
    case = locking.lock_open(case, version=version)
    given = _answered(case, answers)
    is_met = any(answer["met"] for answer in given.values())
    clear_on = _clear_on(case, became_clear_on, is_met=is_met)
    why = _why_no_longer(case, is_met=is_met, reasons=reasons, by=by)
    earlier = superseded(case.referral_checks.in_force().first())
    check = ReferralCheck.objects.create(
        case=case,
        answers=given,
        became_clear_on=clear_on,
        reasons=why or "As noted with each answer.",
        decided_on=timezone.localdate(),
        decided_by=by,
        authority=authority.strip(),
        regime=case.regime,
        supersedes=earlier,
    )
    _follow(check, by=by)
    locking.save(case)
    after = {"id": check.pk, "criteria": check.met_in_words or ["None met"], "became_clear_on": clear_on}
    before = {"criteria": earlier.met_in_words or ["None met"]} if earlier else None
    record("referral.considered", by=by, target=case, before=before, after=after, reason=check.in_words)
    return check


@transaction.atomic
def open_referral(
    *, by: User, case: Case, kind: str, decided_on: date, reasons: str, version: int | None = None
) -> Referral:
    """Open a referral that no criterion calls for: a voluntary one, or one that the IOPC called in.

    Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.REFERRAL_RECORD, case)
    case = locking.lock_open(case, version=version)
    if kind not in {Referral.Kind.VOLUNTARY, Referral.Kind.CALL_IN}:
        raise Refused("Choose whether it is voluntary or called in.", field="kind")
    checks.decided_on(decided_on, received_on=case.received_on)
    reasons = checks.said(reasons, field="reasons", message="Enter why it is referred.")
    if case.referrals.standing().filter(determined_on__isnull=True).exists():
        raise Refused("A referral of this case is open already. Record what became of it first.")
    referral = _open(case, Referral.Kind(kind), decided_on, reasons, by=by)
    locking.save(case)
    after = {"id": referral.pk, "kind": referral.get_kind_display(), "decided_on": decided_on}
    record("referral.opened", by=by, target=case, after=after, reason=reasons)
    return referral


@transaction.atomic
def send(
    *,
    by: User,
    referral: Referral,
    sent_on: date,
    method: str,
    iopc_reference: str = "",
    version: int | None = None,
) -> Referral:
    """Record that a referral was sent, and how. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.REFERRAL_RECORD, referral.case)
    case = locking.lock_open(referral.case, version=version)
    referral = case.referrals.get(pk=referral.pk)
    if referral.sent_on or referral.cancelled_at:
        raise Refused("This referral is not waiting to be sent.")
    checks.day_between(sent_on, field="sent_on", name="The day it was sent", from_day=referral.became_clear_on)
    if method not in Referral.Method.values:
        raise Refused("Choose how it was sent.", field="method")
    referral.sent_on, referral.sent_by, referral.method = sent_on, by, method
    referral.iopc_reference = iopc_reference.strip()
    referral.save(update_fields=["sent_on", "sent_by", "method", "iopc_reference"])
    milestones.reached(case=case, kind=MilestoneKind.REFERRED, on=sent_on, by=by, source=referral)
    locking.save(case)
    after = {
        "id": referral.pk,
        "sent_on": sent_on,
        "due_on": referral.due_on,
        "method": referral.get_method_display(),
        "iopc_reference": referral.iopc_reference,
    }
    record("referral.sent", by=by, target=case, after=after)
    return referral


@transaction.atomic
def answer(
    *,
    by: User,
    referral: Referral,
    determination: str,
    determined_on: date,
    iopc_reference: str = "",
    terms_of_reference: str = "",
    version: int | None = None,
) -> Referral:
    """Record what the IOPC decided. A form of investigation that it decides is set with it.

    Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.REFERRAL_RECORD, referral.case)
    case = locking.lock_open(referral.case, version=version)
    referral = case.referrals.get(pk=referral.pk)
    if referral.sent_on is None or referral.determined_on is not None:
        raise Refused("This referral is not waiting for an answer.")
    checks.day_between(determined_on, field="determined_on", name="The day it was decided", from_day=referral.sent_on)
    decided = _determination(referral, determination)
    referral.determination, referral.determined_on = decided.code, determined_on
    referral.iopc_reference = iopc_reference.strip() or referral.iopc_reference
    referral.terms_of_reference = terms_of_reference.strip()
    referral.save(update_fields=["determination", "determined_on", "iopc_reference", "terms_of_reference"])
    if decided.form:
        forms_of_investigation.put(
            case=case,
            form=InvestigationForm.Form(decided.form),
            body=InvestigationForm.Body.IOPC,
            decided_on=determined_on,
            reasons="As the IOPC decided on the referral.",
            by=by,
            referral=referral,
        )
    locking.save(case)
    after = {"id": referral.pk, "value": decided.label, "decided_on": determined_on}
    record("referral.answered", by=by, target=case, after=after, reason=referral.terms_of_reference)
    return referral


def _answered(case: Case, answers: Mapping[str, Considered]) -> dict[str, dict[str, object]]:
    given: dict[str, dict[str, object]] = {}
    for one in _asked(case):
        if one.code not in answers:
            raise Refused(f"Answer the question “{one.text}”", field=one.code)
        why = checks.said(answers[one.code].why, field=f"{one.code}_why", message=f"Enter why: “{one.text}”")
        given[one.code] = {"met": answers[one.code].is_so, "why": why}
    return given


def _asked(case: Case) -> tuple[Question, ...]:
    return referral_criteria(case.received_on)


def _clear_on(case: Case, day: date | None, *, is_met: bool) -> date | None:
    if not is_met:
        return None
    if day is None:
        raise Refused("Enter the day it became clear that the case must be referred.", field="became_clear_on")
    checks.day_between(day, field="became_clear_on", name="The day it became clear", from_day=case.received_on)
    return day


def _why_no_longer(case: Case, *, is_met: bool, reasons: str, by: User) -> str:
    """Why nothing calls for a referral any more, where something did; asked of who decides for the authority."""
    earlier = case.referral_checks.in_force().first()
    if is_met or earlier is None or earlier.became_clear_on is None:
        return ""
    require(by, Permission.DECISION_RECORD, case)
    message = "A criterion was met before. Enter why none is met any more."
    return checks.said(reasons, field="reasons", message=message)


def _follow(check: ReferralCheck, *, by: User) -> None:
    """Open the referral that is called for, unless one stands; take back an unsent one that no longer is."""
    mandatory = check.case.referrals.standing().filter(kind=Referral.Kind.MANDATORY)
    if check.became_clear_on is None:
        for unsent in mandatory.filter(sent_on__isnull=True):
            _take_back(unsent, check.reasons)
        return
    referral = mandatory.order_by("opened_at").first() or _called_for(check, check.became_clear_on, by=by)
    kind = MilestoneKind.REFERRAL_CRITERIA_MET
    milestones.reached(case=check.case, kind=kind, on=check.became_clear_on, by=by, source=referral)


def _called_for(check: ReferralCheck, clear_on: date, *, by: User) -> Referral:
    """The mandatory referral of this check: a voluntary one or a call-in that waits to be answered serves as it."""
    waiting: Referral | None = check.case.referrals.standing().filter(determined_on__isnull=True).first()
    if waiting is None:
        return _open(check.case, Referral.Kind.MANDATORY, clear_on, " ".join(check.met_in_words), by=by)
    if waiting.sent_on is None:
        waiting.kind, waiting.became_clear_on = Referral.Kind.MANDATORY, clear_on
        waiting.save(update_fields=["kind", "became_clear_on"])
    return waiting


def _take_back(unsent: Referral, why: str) -> None:
    unsent.cancelled_at = timezone.now()
    unsent.cancelled_because = f"The list was gone through again, and no criterion is met. {why}"
    unsent.save(update_fields=["cancelled_at", "cancelled_because"])
    milestones.undone(source=unsent)


def _open(case: Case, kind: Referral.Kind, on: date, reasons: str, *, by: User) -> Referral:
    return Referral.objects.create(case=case, kind=kind, became_clear_on=on, reasons=reasons, opened_by=by)


def _determination(referral: Referral, code: str) -> Determination:
    for one in determinations(referral.sent_on):
        if one.code == code:
            return one
    raise Refused("Choose what the IOPC decided.", field="determination")
