"""Formal decisions on one allegation against one subject. A later one supersedes an earlier; neither is lost.

Severity, the investigator's opinion and special conditions ask for more and have actions of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from cases import ruling_facts
from cases.actions import locking
from cases.actions.rulings import Stated, checked, put_in_force, put_on_record, refuse_at_the_gate
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import AllegationSubject, Case, Code, Decision
from cases.ruling_rules import findings, forums, presumption
from cases.ruling_rules.facts import PairFacts
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.core.errors import Refused

Kind = Decision.Kind


@transaction.atomic
def record_decision(
    *,
    by: User,
    pair: AllegationSubject,
    kind: Decision.Kind,
    value: Code,
    reasons: str,
    decided_on: date,
    authority: str = "",
    has_separate_incidents: bool = False,
    version: int | None = None,
) -> Decision:
    """Record a decision of one of the `PLAIN` kinds, in place of the one in force. Raises Refused, ChangedMeanwhile."""
    case = pair.allegation.case
    require(by, Permission.DECISION_RECORD, case)
    case = locking.lock_open(case, version=version)
    stated = Stated(value, reasons, decided_on, authority)
    if kind not in PLAIN:
        raise Refused(f"“{Kind(kind).label}” has a page of its own.", field="value")
    refuse_at_the_gate(case, pair, kind, by)
    columns = checked(stated, case=case, code_list=Kind(kind).code_list, noun="decision")
    PLAIN[Kind(kind)](_Proposal(case, pair, stated, by, has_separate_incidents))
    return enter(pair, kind, columns, case=case, by=by, has_separate_incidents=has_separate_incidents)


@transaction.atomic
def record_opinion(
    *,
    by: User,
    pair: AllegationSubject,
    value: Code,
    reasons: str,
    decided_on: date,
    authority: str = "",
    version: int | None = None,
) -> Decision:
    """Record the investigator's own opinion whether there is a case to answer. Raises Refused, ChangedMeanwhile."""
    case = pair.allegation.case
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    if case.investigator_id != by.pk:
        raise Refused("Only the investigator of this case gives this opinion.")
    refuse_at_the_gate(case, pair, Kind.OPINION, by)
    stated = Stated(value, reasons, decided_on, authority)
    columns = checked(stated, case=case, code_list=Kind.OPINION.code_list, noun="opinion")
    return enter(pair, Kind.OPINION, columns, case=case, by=by)


def enter(
    pair: AllegationSubject, kind: str, columns: Mapping[str, Any], *, case: Case, by: User, **more: Any
) -> Decision:
    """Put a checked decision in force and on record: a step of the actions that decide, with the case locked."""
    standing = pair.decisions.filter(kind=kind)
    decision, earlier = put_in_force(
        standing, Decision.objects.create, pair=pair, kind=kind, decided_by=by, **columns, **more
    )
    _tell_clocks(decision, case, by)
    locking.save(case)
    put_on_record("decision.recorded", decision, earlier, by=by, kind=decision.get_kind_display())
    return decision


def _tell_clocks(decision: Decision, case: Case, by: User) -> None:
    """The appropriate authority has decided once it has decided on every person of the case."""
    if decision.kind != Kind.CASE_TO_ANSWER:
        return
    decided = Decision.objects.in_force().filter(kind=Kind.CASE_TO_ANSWER).values("pair")
    people = AllegationSubject.objects.filter(allegation__case=case, subject__officer__isnull=False)
    if decision.decided_on and not people.exclude(pk__in=decided).exists():
        kind = MilestoneKind.DECISION_MADE
        milestones.reached(case=case, kind=kind, on=decision.decided_on, by=by, source=decision)


@dataclass(frozen=True)
class _Proposal:
    """A decision as somebody wants to record it."""

    case: Case
    pair: AllegationSubject
    stated: Stated
    by: User
    has_separate_incidents: bool

    def facts(self) -> PairFacts:
        return ruling_facts.facts_of(self.pair, self.by)


def _refuse(reason: str | None, field: str = "value") -> None:
    if reason:
        raise Refused(reason, field=field)


def _case_to_answer(one: _Proposal) -> None:
    if one.pair.subject.officer_id and not one.facts().severity:
        raise Refused("Assess the severity first.")


def _iopc_view(one: _Proposal) -> None:
    if not one.stated.authority.strip():
        raise Refused("Enter who at the IOPC gave this view.", field="authority")


def _forum(one: _Proposal) -> None:
    facts = replace(one.facts(), has_separate_incidents=one.has_separate_incidents)
    _refuse(forums.refusal(facts, one.stated.value.code))


def _finding(one: _Proposal) -> None:
    facts = one.facts()
    if facts.particulars:
        raise Refused("This allegation has particulars: record the finding on each, and this one follows from them.")
    _refuse(findings.refusal(facts, one.stated.value.code))


def _presumption(one: _Proposal) -> None:
    _refuse(presumption.refusal(one.facts()))


PLAIN: Mapping[Decision.Kind, Callable[[_Proposal], None]] = {
    Kind.CASE_TO_ANSWER: _case_to_answer,
    Kind.IOPC_VIEW: _iopc_view,
    Kind.FORUM: _forum,
    Kind.FINDING: _finding,
    Kind.PRESUMPTION: _presumption,
}
