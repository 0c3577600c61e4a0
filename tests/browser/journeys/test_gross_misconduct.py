"""A recordable conduct matter that is referred, investigated, heard and ends in dismissal."""

from datetime import date

import pytest

from cases.stages import Stage
from tests.browser.journeys import investigating, steps
from tests.factories import OfficerFactory, UnitFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
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

    on(date(2026, 3, 4))
    case = steps.log(caseworker, MATTER, officer, received_on=date(2026, 3, 4))
    caseworker.press("Start triage")
    steps.record_triage_facts(caseworker)
    investigating.find_referral_due(caseworker, "serious corruption", clear_on=date(2026, 3, 4))
    investigating.send_referral(caseworker)

    on(date(2026, 3, 10))
    investigating.go_to(caseworker, case)
    investigating.answer_referral(caseworker, "Local investigation", on=date(2026, 3, 9))
    caseworker.press("Start assessment")
    investigating.go_to(manager, case)
    investigating.appoint(manager, investigator)
    investigating.assess(manager, "Gross misconduct", "Misconduct hearing")
    investigating.approve_terms(manager)
    investigating.go_to(investigator, case)
    investigating.set_next_action(investigator, "Download the telephone", by=date(2026, 3, 20))
    investigator.press("Start investigation")
    investigating.serve_notice(investigator, "Notice of investigation")

    on(date(2026, 5, 5))
    investigating.go_to(investigator, case)
    investigator.press("Start the report")
    investigating.submit_report(investigator)
    investigating.rule(
        investigator, "Investigator’s opinion", "Case to answer for gross misconduct", submit="Record opinion"
    )
    investigator.press("Submit for decision")

    on(date(2026, 5, 12))
    investigating.go_to(manager, case)
    investigating.rule(manager, "Case to answer", "Case to answer for gross misconduct")
    investigating.rule(manager, "Forum", "Misconduct hearing")
    investigating.move(manager, "Refer to proceedings", "Gross misconduct goes to a hearing.")
    manager.told("The case is now at “Proceedings”.")
    case.refresh_from_db()
    assert case.stage == Stage.PROCEEDINGS
