"""An officer leaves before the end: an accelerated hearing finds that they would have been dismissed.

Triage and the investigation are made beforehand (`earlier`); what is assessed, decided and heard is walked in the
browser.
"""

from datetime import date

import pytest

from cases.stages import Stage
from officers.models import Officer
from tests.browser.journeys import earlier, hearing, investigating
from tests.browser.journeys.desk import Desk
from tests.factories import OfficerFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
CHAIR = hearing.Member("Ottoline Farrow", "Chair", "Chief officer of the force", "Chief officer")
LEFT, ASSESSED, REFERRED = date(2026, 3, 20), date(2026, 4, 1), date(2026, 5, 1)
OPENED, HEARD = date(2026, 5, 12), date(2026, 6, 1)


def test_a_former_officer_would_have_been_dismissed(desks, on):
    desk, manager, investigator = desks["caseworker"], desks["manager"], desks["investigator"]
    officer = OfficerFactory(number="6207", forenames="Isolde", surname="Marchbank", left_on=LEFT)
    pair = earlier.received(officer, category="G4", investigator=investigator.user)
    case = pair.allegation.case
    on(ASSESSED)
    investigating.go_to(manager, case)
    investigating.assess(manager, "Gross misconduct", "Accelerated misconduct hearing")
    investigating.go_to(investigator, case)
    investigating.serve_notice(investigator, "Notice of investigation of a former officer")
    earlier.investigated(pair)
    on(REFERRED)
    investigating.go_to(manager, case)
    investigating.refer(manager, "Case to answer for gross misconduct", "Accelerated misconduct hearing")

    on(OPENED)
    investigating.go_to(desk, case)
    _the_hearing_is_opened(desk)
    on(HEARD)
    hearing.go_to(desk, case)
    _the_chair_finds_gross_misconduct(desk)
    hearing.go_to(desk, case)
    _the_hearing_is_concluded(desk, officer)
    case.refresh_from_db()
    assert case.stage == Stage.REVIEW
    assert pair.subject.list_returns.get().because == "would_have_been"


def _the_hearing_is_opened(desk: Desk) -> None:
    hearing.open_proceedings(desk, "Accelerated misconduct hearing", on=OPENED)
    hearing.record(desk, "that the notice was served", on=OPENED)
    hearing.appoint(desk, CHAIR, on=OPENED)
    hearing.fix_day(desk, on=HEARD)


def _the_chair_finds_gross_misconduct(desk: Desk) -> None:
    hearing.hold(desk)
    desk.press("Record the findings")
    hearing.rule(desk, "Finding", "Gross misconduct")
    hearing.rule(desk, "Presumption", "Presumption of dismissal applied")
    desk.follow_first("Record Outcome")
    desk.unfold("Not available here, and why")
    desk.read("Not available for somebody who has left the force")
    desk.select("Outcome", "Would have been dismissed")
    desk.write("Reasons", "Nothing exceptional displaces it.")
    desk.press("Record outcome")
    desk.told("Outcome recorded: Would have been dismissed.")


def _the_hearing_is_concluded(desk: Desk, officer: Officer) -> None:
    hearing.record(desk, "that the proceedings are concluded", on=HEARD)
    hearing.record(desk, "that the panel’s report was sent", on=HEARD)
    hearing.record(desk, "that the officer was told of the outcome", on=HEARD)
    desk.tab("Proceedings")
    desk.read(f"The College of Policing must be told about {officer}.")
    hearing.return_to_college(desk, "Would have been dismissed", on=HEARD)
    desk.tab("Overview")
    desk.press("Open the time for an appeal or review")
