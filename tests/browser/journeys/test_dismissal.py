"""A hearing that ends in dismissal, from its opening to the closed case.

What led to it is in `test_gross_misconduct`; here it is made beforehand (`earlier`), so that each journey stays short.
"""

from datetime import date

import pytest

from cases.stages import Ending, Stage
from tests.browser.journeys import earlier, hearing, investigating, steps
from tests.factories import OfficerFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]


def test_an_officer_is_dismissed_after_a_hearing_and_put_on_the_barred_list(desks, on):
    desk, manager = desks["caseworker"], desks["manager"]
    on(date(2026, 5, 12))
    officer = OfficerFactory(number="5150", forenames="Corin", surname="Hallward")
    investigator = desks["investigator"].user
    case = earlier.sent_to(manager.user, officer, "hearing", category="G2", investigator=investigator).allegation.case

    investigating.go_to(desk, case)
    hearing.open_proceedings(desk, "Misconduct hearing", on=date(2026, 5, 12))
    hearing.record(desk, "that the notice was served", on=date(2026, 5, 12))
    earlier.seat(case, hearing.HEARING_PANEL[1:])
    hearing.appoint(desk, hearing.HEARING_PANEL[0], on=date(2026, 5, 12))
    hearing.record(desk, "that the papers were served", on=date(2026, 5, 12))

    on(date(2026, 6, 1))
    hearing.go_to(desk, case)
    hearing.respond(desk, str(officer), "Denies it", on=date(2026, 5, 29))
    hearing.record(desk, "that the witness lists were exchanged", on=date(2026, 6, 1))
    hearing.record(desk, "that the bundle went to the chair", on=date(2026, 6, 1))
    hearing.fix_day(desk, on=date(2026, 7, 6))

    on(date(2026, 7, 6))
    hearing.go_to(desk, case)
    hearing.hold(desk)
    desk.press("Record the findings")
    hearing.rule(desk, "Finding", "Gross misconduct")
    hearing.rule(desk, "Presumption", "Presumption of dismissal applied")
    steps.record_outcome(desk, "Dismissal without notice", "Nothing exceptional displaces it.")
    steps.add_victim(desk, "Verity Lindqvist")
    for purpose in ("Told before anything is published", "Outcome"):
        steps.log_contact(desk, "Verity Lindqvist", purpose, "She was told that he is dismissed.", how="Letter")

    hearing.go_to(desk, case)
    hearing.record(desk, "that the proceedings are concluded", on=date(2026, 7, 6))
    hearing.record(desk, "that the panel’s report was sent", on=date(2026, 7, 6))
    hearing.record(desk, "that the officer was told of the outcome", on=date(2026, 7, 6))
    hearing.record(desk, "where the verbatim record is kept", on=date(2026, 7, 6), details="Store 4")
    hearing.decide_on_publication(desk, on=date(2026, 7, 6))
    hearing.publish(desk, on=date(2026, 7, 6))
    desk.tab("Proceedings")
    hearing.return_to_college(desk, "Dismissed for gross misconduct", on=date(2026, 7, 6))
    desk.tab("Overview")
    desk.press("Open the time for an appeal or review")
    steps.record_learning(desk, officer, "Contact with victims is kept to police telephones.")
    steps.prepare_closing(desk, "Dismissed; returned to the College.")
    desk.read("The time for an appeal has not run out yet.")

    on(date(2026, 7, 27))
    investigating.go_to(manager, case)
    steps.agree_to_closing(manager)
    steps.close(manager, case, "Close case", "Dismissed; the time to appeal has run.")
    case.refresh_from_db()
    assert (case.stage, case.ending) == (Stage.CLOSED, Ending.COMPLETED)
