"""How a case is investigated. The IOPC decides it on a referral and may change it; otherwise the authority does."""

from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.actions.superseding import superseded
from cases.models import Case
from cases.triage.models import InvestigationForm, Referral
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

_OF_THE_AUTHORITY = (InvestigationForm.Form.LOCAL, InvestigationForm.Form.NONE)
CHOOSABLE = (*_OF_THE_AUTHORITY, InvestigationForm.Form.DIRECTED, InvestigationForm.Form.INDEPENDENT)


@transaction.atomic
def decide(
    *, by: User, case: Case, form: str, body: str, decided_on: date, reasons: str, version: int | None = None
) -> InvestigationForm:
    """Set the form of investigation, or change it: what it was stays. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.REFERRAL_RECORD, case)
    case = locking.lock_open(case, version=version)
    if form not in CHOOSABLE:
        raise Refused("Choose the form of the investigation.", field="form")
    if body not in InvestigationForm.Body.values:
        raise Refused("Choose who decided.", field="body")
    if body == InvestigationForm.Body.AUTHORITY and form not in _OF_THE_AUTHORITY:
        raise Refused("Only the IOPC can decide on a directed or independent investigation.", field="body")
    if body == InvestigationForm.Body.AUTHORITY and case.referrals.unanswered().exists():
        raise Refused("The case is with the IOPC. Record its decision on the referral first.")
    checks.decided_on(decided_on, received_on=case.received_on)
    reasons = checks.said(reasons, field="reasons", message="Enter the reasons for the form of the investigation.")
    earlier = case.investigation_forms.in_force().first()
    if earlier and earlier.form == form and earlier.body == body:
        raise Refused("This is the form of the investigation already.", field="form")
    made = put(
        case=case,
        form=InvestigationForm.Form(form),
        body=InvestigationForm.Body(body),
        decided_on=decided_on,
        reasons=reasons,
        by=by,
    )
    locking.save(case)
    record(
        "investigation_form.decided",
        by=by,
        target=case,
        before={"value": str(earlier)} if earlier else None,
        after={"id": made.pk, "value": str(made), "body": made.get_body_display(), "decided_on": decided_on},
        reason=reasons,
    )
    return made


def put(
    *,
    case: Case,
    form: InvestigationForm.Form,
    body: InvestigationForm.Body,
    decided_on: date,
    reasons: str,
    by: User,
    referral: Referral | None = None,
) -> InvestigationForm:
    """Put a form of investigation in place of the one in force, as a step of an action that records it."""
    earlier = superseded(case.investigation_forms.in_force().first())
    return InvestigationForm.objects.create(
        case=case,
        form=form,
        body=body,
        decided_on=decided_on,
        decided_by=by,
        reasons=reasons,
        regime=case.regime,
        referral=referral,
        supersedes=earlier,
    )
