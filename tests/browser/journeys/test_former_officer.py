"""An officer leaves before the end: an accelerated hearing finds that they would have been dismissed.

What led to it is made beforehand (`earlier`); the hearing itself is walked in the browser.
"""

from datetime import date

import pytest

from cases.stages import Stage
from tests.browser.journeys import earlier, hearing, investigating
from tests.factories import OfficerFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
CHAIR = hearing.Member("Ottoline Farrow", "Chair", "Chief officer of the force", "Chief officer")


def test_a_former_officer_would_have_been_dismissed(desks, on):
    desk, manager = desks["caseworker"], desks["manager"].user
    on(date(2026, 5, 12))
    officer = OfficerFactory(number="6207", forenames="Isolde", surname="Marchbank", left_on=date(2026, 3, 20))
    investigator = desks["investigator"].user
    pair = earlier.sent_to(manager, officer, "accelerated-hearing", category="G4", investigator=investigator)
    case = pair.allegation.case

    investigating.go_to(desk, case)
    hearing.open_proceedings(desk, "Accelerated misconduct hearing", on=date(2026, 5, 12))
    hearing.record(desk, "that the notice was served", on=date(2026, 5, 12))
    hearing.appoint(desk, CHAIR, on=date(2026, 5, 12))
    hearing.fix_day(desk, on=date(2026, 6, 1))

    on(date(2026, 6, 1))
    hearing.go_to(desk, case)
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
    hearing.go_to(desk, case)
    hearing.record(desk, "that the proceedings are concluded", on=date(2026, 6, 1))
    hearing.record(desk, "that the panel’s report was sent", on=date(2026, 6, 1))
    hearing.record(desk, "that the officer was told of the outcome", on=date(2026, 6, 1))
    desk.tab("Proceedings")
    desk.read(f"The College of Policing must be told about {officer}.")
    hearing.return_to_college(desk, "Would have been dismissed", on=date(2026, 6, 1))
    desk.tab("Overview")
    desk.press("Open the time for an appeal or review")
    case.refresh_from_db()
    assert case.stage == Stage.REVIEW
    assert pair.subject.list_returns.get().because == "would_have_been"
