"""The particulars of an allegation against somebody, and what is found on each."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from cases import ruling_facts
from cases.actions import checks, decisions, locking
from cases.actions.rulings import Stated, checked, put_in_force, refuse_at_the_gate
from cases.models import AllegationSubject, Case, Code, CodeList, Decision, Particular, ParticularFinding
from cases.ruling_rules import findings
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def add(*, by: User, pair: AllegationSubject, text: str, version: int | None = None) -> Particular:
    """Add the next numbered particular. Raises Refused once there is a finding, and ChangedMeanwhile."""
    case = pair.allegation.case
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    text = checks.said(text, field="text", message="Enter what they are said to have done.")
    if pair.decisions.in_force().filter(kind=Decision.Kind.FINDING).exists():
        raise Refused("A finding has been made on this allegation. Particulars cannot be added to it any more.")
    last = pair.particulars.aggregate(last=Max("number"))["last"] or 0
    particular = Particular.objects.create(pair=pair, number=last + 1, text=text, added_by=by)
    locking.save(case)
    record(
        "particular.added",
        by=by,
        target=case,
        touched=filter(None, [pair.subject.officer]),
        after={**_place(particular), "description": text},
    )
    return particular


@transaction.atomic
def find(
    *,
    by: User,
    particular: Particular,
    value: Code,
    reasons: str,
    decided_on: date,
    authority: str = "",
    version: int | None = None,
) -> ParticularFinding:
    """Record the finding on one particular. With the last of them, the finding on the allegation follows.

    Raises Refused, ChangedMeanwhile.
    """
    pair = particular.pair
    case = pair.allegation.case
    require(by, Permission.DECISION_RECORD, case)
    case = locking.lock_open(case, version=version)
    refuse_at_the_gate(case, pair, Decision.Kind.FINDING, by)
    stated = Stated(value, reasons, decided_on, authority)
    columns = checked(stated, case=case, code_list=CodeList.FINDING, noun="finding")
    if refusal := findings.refusal(ruling_facts.facts_of(pair, by), value.code):
        raise Refused(refusal, field="value")
    standing = ParticularFinding.objects.filter(particular=particular)
    finding, earlier = put_in_force(
        standing, ParticularFinding.objects.create, particular=particular, decided_by=by, **columns
    )
    locking.save(case)
    record(
        "particular.found",
        by=by,
        target=case,
        touched=filter(None, [pair.subject.officer]),
        before={"value": str(earlier.value)} if earlier else None,
        after={**_place(particular), "id": finding.pk, "value": str(value), "decided_on": decided_on},
        reason=finding.reasons,
    )
    _derive(pair, stated, case=case, by=by)
    return finding


def _derive(pair: AllegationSubject, stated: Stated, *, case: Case, by: User) -> None:
    """The finding on the allegation, where the particulars settle it and it is not in force already."""
    code = findings.derived(ruling_facts.facts_of(pair, by).particulars)
    current = pair.decisions.in_force().filter(kind=Decision.Kind.FINDING).select_related("value").first()
    if not code or (current and current.value.code == code):
        return
    value = Code.objects.of(CodeList.FINDING).get(scheme="conduct", code=code)
    columns = {
        "value": value,
        "reasons": "Follows from the findings on the particulars.",
        "decided_on": stated.decided_on,
        "authority": stated.authority.strip(),
        "regime": case.regime,
    }
    decisions.enter(pair, Decision.Kind.FINDING, columns, case=case, by=by)


def _place(particular: Particular) -> dict[str, object]:
    pair = particular.pair
    return {
        "allegation": pair.allegation.number,
        "subject": str(pair.subject),
        "particular": particular.number,
    }
