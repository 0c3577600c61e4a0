"""A misconduct meeting ends in a written warning; while it is live, misconduct again cannot end in another one.

Triage and the investigation of both matters are made beforehand (`earlier`); what is assessed, decided and heard is
walked in the browser.
"""

from collections.abc import Callable
from datetime import date

import pytest

from cases.models import Case
from officers.models import Officer
from tests.browser.journeys import earlier, hearing, investigating
from tests.browser.journeys.desk import Desk
from tests.factories import OfficerFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
CHAIR = hearing.Member("Ottoline Farrow", "Chair", "Officer or staff of higher rank or grade", "Appropriate authority")
FIRST, AGAIN = date(2026, 3, 2), date(2026, 12, 1)
ASSESSED, REFERRED, HEARD = date(2026, 4, 1), date(2026, 5, 1), date(2026, 5, 12)
ASSESSED_AGAIN, REFERRED_AGAIN, HEARD_AGAIN = date(2026, 12, 30), date(2027, 1, 29), date(2027, 3, 1)


def test_a_second_written_warning_is_refused_while_the_first_is_live(desks, on):
    desk = desks["caseworker"]
    officer = OfficerFactory(number="7313", forenames="Tobias", surname="Renwick")
    first = _sent_to_a_meeting(desks, on, officer, received_on=FIRST, assessed_on=ASSESSED, referred_on=REFERRED)
    on(HEARD)
    _held_meeting(desk, first, on=HEARD)
    desk.follow_first("Record Outcome")
    desk.follow("written warning")
    desk.write("Reasons", "He accepted it, and apologised.")
    desk.press("Record outcome")
    desk.told("Outcome recorded: Written warning.")
    desk.open(f"/officers/{officer.pk}/")
    desk.read("Written warning")

    days = {"received_on": AGAIN, "assessed_on": ASSESSED_AGAIN, "referred_on": REFERRED_AGAIN}
    again = _sent_to_a_meeting(desks, on, officer, **days, pattern="He was warned for the like in May.")
    on(HEARD_AGAIN)
    _held_meeting(desk, again, on=HEARD_AGAIN)
    desk.follow_first("Record Outcome")
    desk.unfold("Not available here, and why")
    desk.read("A written warning was live on the day the severity was assessed.")
    desk.follow("final written warning")
    desk.write("Reasons", "The like of what he was warned for.")
    desk.press("Record outcome")
    desk.told("Outcome recorded: Final written warning.")


def _sent_to_a_meeting(
    desks: dict[str, Desk],
    on: Callable[[date], None],
    officer: Officer,
    *,
    received_on: date,
    assessed_on: date,
    referred_on: date,
    pattern: str = "",
) -> Case:
    """The manager assesses, the officer is told, and once it is investigated the manager decides."""
    manager, investigator = desks["manager"], desks["investigator"]
    on(assessed_on)
    pair = earlier.received(officer, category="H3", investigator=investigator.user, received_on=received_on)
    case = pair.allegation.case
    investigating.go_to(manager, case)
    investigating.assess(manager, "Misconduct", "Misconduct meeting", pattern=pattern)
    investigating.go_to(investigator, case)
    investigating.serve_notice(investigator, "Notice of investigation")
    earlier.investigated(pair)
    on(referred_on)
    investigating.go_to(manager, case)
    investigating.refer(manager, "Case to answer for misconduct", "Misconduct meeting")
    return case


def _held_meeting(desk: Desk, case: Case, *, on: date) -> None:
    """Opens a meeting, holds it and finds misconduct; ends at the decisions."""
    investigating.go_to(desk, case)
    hearing.open_proceedings(desk, "Misconduct meeting", on=on)
    hearing.record(desk, "that the notice was served", on=on)
    hearing.appoint(desk, CHAIR, on=on)
    hearing.record(desk, "that the papers were served", on=on)
    hearing.respond(desk, str(case.subjects.get()), "Accepts it as misconduct, but not as gross misconduct", on=on)
    hearing.record(desk, "that the witness lists were exchanged", on=on)
    hearing.record(desk, "that the bundle went to the chair", on=on)
    hearing.fix_day(desk, on=on)
    hearing.hold(desk)
    desk.press("Record the findings")
    hearing.rule(desk, "Finding", "Misconduct")
