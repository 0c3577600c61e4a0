"""What happened before somebody comes to the browser, made by factories and actions with days in the past."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from cases.models import AllegationSubject, Case, Code, CodeList
from cases.proceedings.models import PanelMember
from cases.stages import Stage
from misconduct.accounts.models import User
from officers.models import Officer
from tests.browser.journeys.hearing import Member
from tests.factories import AllegationSubjectFactory, triage
from tests.factories.investigations import ready_to_investigate, reported
from tests.factories.proceedings import PanelMemberFactory
from tests.factories.rulings import DecisionFactory, assessed, at_its_stage, decided


def sent_to(
    by: User, officer: Officer, forum: str, *, category: str, investigator: User, received_on: date = date(2026, 3, 2)
) -> AllegationSubject:
    """A conduct matter, assessed after 30 days and sent to proceedings after 60; none is opened yet."""
    code = Code.objects.get(code_list=CodeList.CATEGORY, scheme="iopc-2020", code=category)
    pair = AllegationSubjectFactory(
        allegation__case__investigator=investigator,
        allegation__case__regime="2025",
        allegation__case__received_on=received_on,
        allegation__case__stage=Stage.PROCEEDINGS,
        allegation__category=code,
        allegation__description="As the investigation report sets out.",
        subject__officer=officer,
    )
    reported(ready_to_investigate(triage(pair.allegation.case)))
    severity = "misconduct" if forum == "meeting" else "gross-misconduct"
    assessed(by, pair, severity, on=received_on + timedelta(days=30))
    decided_on = received_on + timedelta(days=60)
    decided(by, pair, "case_to_answer", severity, decided_on=decided_on)
    decided(by, pair, "forum", forum, decided_on=decided_on)
    DecisionFactory(pair=pair, kind="opinion", code=severity, decided_by=investigator)
    return at_its_stage(pair, "finding")


def seat(case: Case, members: Iterable[Member]) -> None:
    """They sit on the panel of the only proceedings of the case, and declared that they have no interest."""
    labels = {label: value for value, label in PanelMember.Capacity.choices}
    standings = {label: value for value, label in PanelMember.Standing.choices}
    for one in members:
        PanelMemberFactory(
            proceeding=case.proceedings.get(),
            name=one.name,
            capacity=labels[one.seat],
            standing=standings[one.standing],
            appointed_on=timezone.localdate(),
            declared_on=timezone.localdate(),
        )
