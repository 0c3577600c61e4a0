"""What happened before somebody comes to the browser, made by factories and actions with days in the past."""

from datetime import date, timedelta

from cases.models import AllegationSubject, Code, CodeList, Decision
from cases.stages import Stage
from misconduct.accounts.models import User
from officers.models import Officer
from tests.factories import AllegationSubjectFactory, triage
from tests.factories.investigations import ready_to_investigate, reported
from tests.factories.rulings import DecisionFactory, assessed, at_its_stage, decided

RECEIVED = date(2026, 3, 2)


def received(officer: Officer, *, category: str, investigator: User, received_on: date = RECEIVED) -> AllegationSubject:
    """A conduct matter that went through triage, with its investigator: its severity is to be assessed."""
    code = Code.objects.get(code_list=CodeList.CATEGORY, scheme="iopc-2020", code=category)
    pair = AllegationSubjectFactory(
        allegation__case__investigator=investigator,
        allegation__case__regime="2025",
        allegation__case__received_on=received_on,
        allegation__case__stage=Stage.ASSESSMENT,
        allegation__category=code,
        allegation__description="As the investigation report sets out.",
        subject__officer=officer,
    )
    ready_to_investigate(triage(pair.allegation.case))
    return pair


def investigated(pair: AllegationSubject) -> AllegationSubject:
    """The investigator has reported that what was assessed is to be answered. It waits for the decision."""
    case = reported(pair.allegation.case)
    severity = pair.decisions.in_force().get(kind=Decision.Kind.SEVERITY).value.code
    DecisionFactory(pair=pair, kind=Decision.Kind.OPINION, code=severity, decided_by=case.investigator)
    return at_its_stage(pair, "case_to_answer")


def sent_to(by: User, officer: Officer, forum: str, *, category: str, investigator: User) -> AllegationSubject:
    """A conduct matter, assessed after 30 days and sent to proceedings after 60; none is opened yet."""
    pair = received(officer, category=category, investigator=investigator)
    severity = "misconduct" if forum == "meeting" else "gross-misconduct"
    assessed(by, pair, severity, on=RECEIVED + timedelta(days=30))
    decided_on = RECEIVED + timedelta(days=60)
    investigated(pair)
    decided(by, pair, "case_to_answer", severity, decided_on=decided_on)
    decided(by, pair, "forum", forum, decided_on=decided_on)
    return at_its_stage(pair, "finding")
