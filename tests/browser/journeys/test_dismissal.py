"""A hearing that ends in dismissal, from its opening to the closed case.

What led to it is in `test_gross_misconduct`; here it is made beforehand (`earlier`), so that each journey stays short.
"""

from datetime import date

import pytest

from cases.models import Case
from cases.stages import Ending, Stage
from officers.models import Officer
from tests.browser.journeys import earlier, hearing, investigating, steps
from tests.browser.journeys.desk import Desk
from tests.factories import OfficerFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
REFERRED, ANSWERED, HEARD = date(2026, 5, 12), date(2026, 6, 1), date(2026, 7, 6)
TIME_TO_APPEAL_HAS_RUN = date(2026, 7, 27)


def test_an_officer_is_dismissed_after_a_hearing_and_put_on_the_barred_list(desks, on):
    desk, manager = desks["caseworker"], desks["manager"]
    on(REFERRED)
    officer = OfficerFactory(number="5150", forenames="Corin", surname="Hallward")
    investigator = desks["investigator"].user
    case = earlier.sent_to(manager.user, officer, "hearing", category="G2", investigator=investigator).allegation.case
    _the_hearing_is_opened(desk, case)

    on(ANSWERED)
    _the_officer_answers(desk, case, officer)

    on(HEARD)
    _the_panel_dismisses_him(desk, case)
    _the_victim_is_told(desk)
    _the_hearing_is_concluded_and_published(desk, case)
    _the_college_is_told(desk)
    _the_closing_is_prepared(desk, officer)

    on(TIME_TO_APPEAL_HAS_RUN)
    investigating.go_to(manager, case)
    steps.agree_to_closing(manager)
    steps.close(manager, case, "Close case", "Dismissed; the time to appeal has run.")
    case.refresh_from_db()
    assert (case.stage, case.ending) == (Stage.CLOSED, Ending.COMPLETED)


def _the_hearing_is_opened(desk: Desk, case: Case) -> None:
    investigating.go_to(desk, case)
    hearing.open_proceedings(desk, "Misconduct hearing", on=REFERRED)
    hearing.record(desk, "that the notice was served", on=REFERRED)
    for member in hearing.HEARING_PANEL:
        hearing.appoint(desk, member, on=REFERRED)
    hearing.record(desk, "that the papers were served", on=REFERRED)


def _the_officer_answers(desk: Desk, case: Case, officer: Officer) -> None:
    hearing.go_to(desk, case)
    hearing.respond(desk, str(officer), "Denies it", on=date(2026, 5, 29))
    hearing.record(desk, "that the witness lists were exchanged", on=ANSWERED)
    hearing.record(desk, "that the bundle went to the chair", on=ANSWERED)
    hearing.fix_day(desk, on=HEARD)


def _the_panel_dismisses_him(desk: Desk, case: Case) -> None:
    hearing.go_to(desk, case)
    hearing.hold(desk)
    desk.press("Record the findings")
    hearing.rule(desk, "Finding", "Gross misconduct")
    hearing.rule(desk, "Presumption", "Presumption of dismissal applied")
    steps.record_outcome(desk, "Dismissal without notice", "Nothing exceptional displaces it.")


def _the_victim_is_told(desk: Desk) -> None:
    steps.add_victim(desk, "Verity Lindqvist")
    for purpose in ("Told before anything is published", "Outcome"):
        steps.log_contact(desk, "Verity Lindqvist", purpose, "She was told that he is dismissed.", how="Letter")


def _the_hearing_is_concluded_and_published(desk: Desk, case: Case) -> None:
    hearing.go_to(desk, case)
    hearing.record(desk, "that the proceedings are concluded", on=HEARD)
    hearing.record(desk, "that the panel’s report was sent", on=HEARD)
    hearing.record(desk, "that the officer was told of the outcome", on=HEARD)
    hearing.record(desk, "where the verbatim record is kept", on=HEARD, details="Store 4")
    hearing.decide_on_publication(desk, on=HEARD)
    hearing.publish(desk, on=HEARD)


def _the_college_is_told(desk: Desk) -> None:
    desk.tab("Proceedings")
    hearing.return_to_college(desk, "Dismissed for gross misconduct", on=HEARD)


def _the_closing_is_prepared(desk: Desk, officer: Officer) -> None:
    """As far as it goes before the time for an appeal has run out."""
    desk.tab("Overview")
    desk.press("Open the time for an appeal or review")
    steps.record_learning(desk, officer, "Contact with victims is kept to police telephones.")
    steps.prepare_closing(desk, "Dismissed; returned to the College.")
    desk.read("The time for an appeal has not run out yet.")
