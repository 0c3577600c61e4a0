from datetime import date
from typing import Any

import factory
import pgtrigger

from cases import history_gate, officer_history, ruling_facts
from cases.actions import decisions, history_views, severity
from cases.actions.severity import Reasoning
from cases.models import AllegationSubject, Case, Code, Decision, HistoryView, Particular, Subject
from cases.ruling_rules import stages
from misconduct.accounts.models import User
from misconduct.accounts.permissions import SystemActor
from tests.factories.accounts import UserFactory
from tests.factories.cases import AllegationSubjectFactory, CaseFactory
from tests.factories.officers import OfficerFactory

WORKSHEET = {
    "culpability": "Deliberate: the recording shows it.",
    "harm": "A bruised arm, photographed.",
    "aggravating": "None.",
    "mitigating": "None.",
}
_LIKELY = {"gross-misconduct": "hearing", "misconduct": "meeting"}


class ParticularFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Particular

    pair = factory.SubFactory(AllegationSubjectFactory)
    number = factory.LazyAttribute(lambda built: built.pair.particulars.count() + 1)
    text = "Pushed a man on 1 March 2026."
    added_by = factory.SubFactory(UserFactory)


class DecisionFactory(factory.django.DjangoModelFactory):
    """A decision in force, without what its action asks."""

    class Meta:
        model = Decision

    class Params:
        code = "misconduct"

    pair = factory.SubFactory(AllegationSubjectFactory)
    kind = Decision.Kind.SEVERITY
    value = factory.LazyAttribute(
        lambda built: Code.objects.exclude(scheme="historic").get(
            code_list=Decision.Kind(built.kind).code_list, code=built.code
        )
    )
    decided_on = date(2026, 4, 1)
    decided_by = factory.SubFactory(UserFactory)


class HistoryViewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HistoryView

    case = factory.SubFactory(CaseFactory)
    officer = factory.SubFactory(OfficerFactory)
    viewer = factory.SubFactory(UserFactory)
    matter_count = 0


def read_history(by: User, subject: Subject) -> HistoryView | None:
    """Somebody reads a subject's history as it stands now; nobody who is not identified has one."""
    if subject.officer is None:
        return None
    matters = officer_history.matters_before(subject.case, subject.officer, by)
    return history_views.confirm_read(by=by, subject=subject, shown=history_gate.fingerprint(matters))


def reasoning(value: str = "misconduct", **changes: Any) -> Reasoning:
    """A worksheet that is filled in for a severity."""
    likely = _LIKELY.get(value)
    forum = Code.objects.get(code_list="forum", code=likely) if likely else None
    return Reasoning(**{**WORKSHEET, "likely_forum": forum, "pattern": "No pattern.", **changes})


def at_its_stage(pair: AllegationSubject, ruling: str) -> AllegationSubject:
    """The pair with its case at a stage where such a ruling is recorded, as if it had gone the whole way there."""
    case = pair.allegation.case
    case.refresh_from_db(fields=["stage"])
    rule = stages.out_of_time(ruling_facts.facts_of(pair, SystemActor("tests")), ruling)
    if rule and case.is_running:
        with pgtrigger.ignore("cases.Case:only_known_moves"):
            Case.objects.filter(pk=case.pk).update(stage=rule.stages[0])
        case.stage = rule.stages[0]
    return pair


def assessed(by: User, pair: AllegationSubject, value: str = "misconduct", on: date = date(2026, 4, 1)) -> Decision:
    """A severity assessment by somebody who has read the history."""
    read_history(by, at_its_stage(pair, "severity").subject)
    code = Code.objects.get(code_list="severity", code=value)
    return severity.assess(by=by, pair=pair, value=code, reasons="As found.", decided_on=on, reasoning=reasoning(value))


def decided(by: User, pair: AllegationSubject, kind: str, value: str, **changes: Any) -> Decision:
    """A decision of a plain kind, made when it is due."""
    kind = Decision.Kind(kind)
    at_its_stage(pair, kind)
    code = Code.objects.exclude(scheme="historic").get(code_list=kind.code_list, code=value)
    given = {"reasons": "As found.", "decided_on": date(2026, 5, 1), **changes}
    return decisions.record_decision(by=by, pair=pair, kind=kind, value=code, **given)


def taken_to(by: User, pair: AllegationSubject, forum: str, finding: str = "") -> AllegationSubject:
    """A pair assessed, with a case to answer, sent to proceedings, and where wanted with its finding."""
    value = "misconduct" if forum == "meeting" else "gross-misconduct"
    assessed(by, pair, value)
    decided(by, pair, "case_to_answer", value)
    decided(by, pair, "forum", forum)
    at_its_stage(pair, "finding")
    if finding:
        decided(by, pair, "finding", finding)
    return pair
