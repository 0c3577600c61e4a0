"""Assessing how serious an allegation against somebody is, once their whole history has been read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cases import history_gate
from cases.actions import checks, decisions, locking
from cases.actions.rulings import Stated, checked, refuse_at_the_gate
from cases.history_gate import Gate
from cases.models import AllegationSubject, Code, CodeList, Decision, SeverityAssessment
from cases.ruling_rules.facts import GROSS_MISCONDUCT, HEARINGS, MISCONDUCT, PROCEEDINGS
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.core.errors import Refused

HEADINGS = ("culpability", "harm", "aggravating", "mitigating")


@dataclass(frozen=True)
class Reasoning:
    """The worksheet: which items apply, what shows them under each heading, where it is likely to go, the pattern."""

    culpability: str
    harm: str
    aggravating: str
    mitigating: str
    factors: tuple[Code, ...] = ()
    likely_forum: Code | None = None
    pattern: str = ""


@transaction.atomic
def assess(
    *,
    by: User,
    pair: AllegationSubject,
    value: Code,
    reasons: str,
    decided_on: date,
    reasoning: Reasoning,
    authority: str = "",
    version: int | None = None,
) -> Decision:
    """Record a severity assessment (regulation 14), in place of the one in force. Raises Refused, ChangedMeanwhile.

    It rests on a reading of the person's whole history by whoever assesses, after the last change to that history.
    """
    case = pair.allegation.case
    require(by, Permission.DECISION_RECORD, case)
    case = locking.lock_open(case, version=version)
    refuse_at_the_gate(case, pair, Decision.Kind.SEVERITY, by)
    gate = history_gate.gate(pair.subject, by)
    if not gate.is_open:
        raise Refused(gate.reason)
    stated = Stated(value, reasons, decided_on, authority)
    columns = checked(stated, case=case, code_list=CodeList.SEVERITY, noun="assessment")
    worksheet = _checked(reasoning, value, gate)
    decision = decisions.enter(pair, Decision.Kind.SEVERITY, columns, case=case, by=by)
    assessment = SeverityAssessment.objects.create(decision=decision, history_view=gate.view, **worksheet)
    assessment.factors.set(reasoning.factors)
    return decision


def _checked(reasoning: Reasoning, value: Code, gate: Gate) -> dict[str, Any]:
    for factor in reasoning.factors:
        checks.code_of(factor, CodeList.SERIOUSNESS, field="factors")
    texts = {
        heading: checks.said(
            getattr(reasoning, heading),
            field=heading,
            message=f"Enter what shows the {_WORDS[heading]}, or that there is none.",
        )
        for heading in HEADINGS
    }
    if gate.matters and not reasoning.pattern.strip():
        raise Refused("Enter what the earlier matters show together with this one.", field="pattern")
    _refuse_forum(value.code, reasoning.likely_forum)
    return {**texts, "pattern": reasoning.pattern.strip(), "likely_forum": reasoning.likely_forum}


_WORDS = {
    "culpability": "culpability",
    "harm": "harm",
    "aggravating": "aggravating factors",
    "mitigating": "mitigating factors",
}


def _refuse_forum(severity: str, forum: Code | None) -> None:
    checks.code_of(forum, CodeList.FORUM, field="likely_forum")
    likely = forum.code if forum else ""
    if severity == GROSS_MISCONDUCT and likely not in HEARINGS:
        raise Refused("Gross misconduct is likely to go to a hearing. Select which.", field="likely_forum")
    if severity == MISCONDUCT and likely not in PROCEEDINGS:
        raise Refused("Select whether it is likely to go to a meeting or a hearing.", field="likely_forum")
    if severity not in {GROSS_MISCONDUCT, MISCONDUCT} and likely:
        raise Refused("Proceedings are for misconduct and gross misconduct only. Select none.", field="likely_forum")
