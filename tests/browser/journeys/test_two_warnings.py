"""A misconduct meeting ends in a written warning; while it is live, misconduct again cannot end in another one.

Both matters are brought to their meeting beforehand (`earlier`); what the meetings decide is walked in the browser.
"""

from datetime import date

import pytest

from tests.browser.journeys import earlier, hearing, investigating
from tests.factories import OfficerFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
CHAIR = hearing.Member("Ottoline Farrow", "Chair", "Officer or staff of higher rank or grade", "Appropriate authority")


def held_meeting(desk, case, *, on):
    """Opens a meeting from the overview, holds it and finds misconduct; ends at the decisions."""
    hearing.open_proceedings(desk, "Misconduct meeting", on=on)
    hearing.record(desk, "that the notice was served", on=on)
    earlier.seat(case, [CHAIR])
    desk.page.reload()
    hearing.record(desk, "that the papers were served", on=on)
    hearing.respond(desk, str(case.subjects.get()), "Accepts it as misconduct, but not as gross misconduct", on=on)
    hearing.record(desk, "that the witness lists were exchanged", on=on)
    hearing.record(desk, "that the bundle went to the chair", on=on)
    hearing.fix_day(desk, on=on)
    hearing.hold(desk)
    desk.press("Record the findings")
    hearing.rule(desk, "Finding", "Misconduct")


def test_a_second_written_warning_is_refused_while_the_first_is_live(desks, on):
    desk, manager = desks["caseworker"], desks["manager"].user
    on(date(2026, 5, 12))
    officer = OfficerFactory(number="7313", forenames="Tobias", surname="Renwick")
    investigator = desks["investigator"].user
    first = earlier.sent_to(manager, officer, "meeting", category="H3", investigator=investigator).allegation.case
    investigating.go_to(desk, first)
    held_meeting(desk, first, on=date(2026, 5, 12))
    desk.follow_first("Record Outcome")
    desk.follow("written warning")
    desk.write("Reasons", "He accepted it, and apologised.")
    desk.press("Record outcome")
    desk.told("Outcome recorded: Written warning.")
    desk.open(f"/officers/{officer.pk}/")
    desk.read("Written warning")

    on(date(2027, 3, 1))
    again = earlier.sent_to(
        manager, officer, "meeting", category="H3", investigator=investigator, received_on=date(2026, 12, 1)
    ).allegation.case
    investigating.go_to(desk, again)
    held_meeting(desk, again, on=date(2027, 3, 1))
    desk.follow_first("Record Outcome")
    desk.unfold("Not available here, and why")
    desk.read("A written warning was live on the day the severity was assessed.")
    desk.follow("final written warning")
    desk.write("Reasons", "The like of what he was warned for.")
    desk.press("Record outcome")
    desk.told("Outcome recorded: Final written warning.")
