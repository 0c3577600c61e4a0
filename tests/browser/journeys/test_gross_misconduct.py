"""A recordable conduct matter that is referred, investigated, heard and ends in dismissal."""

from datetime import date

import pytest

from cases.models import Case
from cases.stages import Stage
from tests.browser.journeys import investigating, steps
from tests.browser.journeys.desk import Desk
from tests.factories import OfficerFactory, UnitFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
RECEIVED, ANSWERED = date(2026, 3, 4), date(2026, 3, 10)
REPORTED, DECIDED = date(2026, 5, 5), date(2026, 5, 12)
MATTER = steps.Matter(
    kind="Recordable conduct matter",
    channel="Line manager",
    happened_on=date(2026, 2, 20),
    place="By text message",
    unit="Eastgate",
    what_happened="He sent sexual messages to a woman whose burglary he was investigating.",
    category="G2",
    alleged="Used his position to seek a sexual relationship with a victim of crime.",
)


def test_a_recordable_conduct_matter_is_referred_investigated_and_sent_to_a_hearing(desks, on):
    officer = OfficerFactory(number="5150", forenames="Corin", surname="Hallward")
    UnitFactory(name="Eastgate")
    caseworker, investigator, manager = desks["caseworker"], desks["investigator"], desks["manager"]

    on(RECEIVED)
    case = steps.log(caseworker, MATTER, officer, received_on=RECEIVED)
    _it_is_referred_at_triage(caseworker)

    on(ANSWERED)
    investigating.go_to(caseworker, case)
    investigating.answer_referral(caseworker, "Local investigation", on=date(2026, 3, 9))
    caseworker.press("Start assessment")
    _it_is_assessed_for_an_investigator(manager, case, investigator)
    _the_investigation_starts(investigator, case)

    on(REPORTED)
    _the_report_goes_for_decision(investigator, case)

    on(DECIDED)
    investigating.go_to(manager, case)
    investigating.refer(manager, "Case to answer for gross misconduct", "Misconduct hearing")
    case.refresh_from_db()
    assert case.stage == Stage.PROCEEDINGS


def _it_is_referred_at_triage(desk: Desk) -> None:
    desk.press("Start triage")
    steps.record_triage_facts(desk)
    investigating.find_referral_due(desk, "serious corruption", clear_on=RECEIVED)
    investigating.send_referral(desk)


def _it_is_assessed_for_an_investigator(desk: Desk, case: Case, investigator: Desk) -> None:
    investigating.go_to(desk, case)
    investigating.appoint(desk, investigator)
    investigating.assess(desk, "Gross misconduct", "Misconduct hearing")
    investigating.approve_terms(desk)


def _the_investigation_starts(desk: Desk, case: Case) -> None:
    investigating.go_to(desk, case)
    investigating.set_next_action(desk, "Download the telephone", by=date(2026, 3, 20))
    desk.press("Start investigation")
    investigating.serve_notice(desk, "Notice of investigation")


def _the_report_goes_for_decision(desk: Desk, case: Case) -> None:
    investigating.go_to(desk, case)
    desk.press("Start the report")
    investigating.submit_report(desk)
    investigating.give_opinion(desk, "Case to answer for gross misconduct")
    desk.press("Submit for decision")
