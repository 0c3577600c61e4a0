"""Certifying that a matter may go to an accelerated hearing (SI 2020/4 regulation 49), and withdrawing that."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases.actions import checks, decisions, locking
from cases.actions.rulings import Stated, checked, refuse_at_the_gate
from cases.models import AllegationSubject, Code, CodeList, Decision, SpecialConditions
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.core.errors import Refused

CERTIFIED, REVERTED = "certified", "reverted"


@dataclass(frozen=True)
class Grounds:
    """Both limbs of the test, and the senior officer who authorises: none of it can be left out."""

    evidence: str = ""
    public_interest: str = ""
    authorised_by_name: str = ""
    authorised_by_rank: str = ""


_MISSING = {
    "evidence": "Enter why the written evidence alone is enough to prove gross misconduct.",
    "public_interest": "Enter why it is in the public interest that they cease to serve without delay.",
    "authorised_by_name": "Enter the senior officer who authorises the certificate.",
    "authorised_by_rank": "Enter the rank of the senior officer.",
}


@transaction.atomic
def decide(
    *,
    by: User,
    pair: AllegationSubject,
    value: Code,
    reasons: str,
    decided_on: date,
    grounds: Grounds,
    authority: str = "",
    version: int | None = None,
) -> Decision:
    """Record whether the special conditions are met. Every certificate and its end are kept.

    Raises Refused, ChangedMeanwhile.
    """
    case = pair.allegation.case
    require(by, Permission.DECISION_RECORD, case)
    case = locking.lock_open(case, version=version)
    kind = Decision.Kind.SPECIAL_CONDITIONS
    refuse_at_the_gate(case, pair, kind, by)
    columns = checked(
        Stated(value, reasons, decided_on, authority), case=case, code_list=CodeList(kind), noun="decision"
    )
    earlier = pair.decisions.in_force().filter(kind=kind).select_related("value").first()
    if value.code == REVERTED and (earlier is None or earlier.value.code != CERTIFIED):
        raise Refused("There is no certificate to withdraw.", field="value")
    texts = {}
    if value.code == CERTIFIED:
        texts = {
            name: checks.said(getattr(grounds, name), field=name, message=message) for name, message in _MISSING.items()
        }
    decision = decisions.enter(pair, kind, columns, case=case, by=by)
    if texts:
        SpecialConditions.objects.create(decision=decision, **texts)
    return decision
