"""A complaint that is put right outside Schedule 3, from the call to the closed case, in one sitting."""

from datetime import date

import pytest

from cases.stages import Ending, Stage
from tests.browser.journeys import steps
from tests.factories import OfficerFactory, UnitFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
TODAY = date(2026, 3, 4)


def test_a_complaint_is_handled_outside_schedule_3_in_one_sitting(desks, on):
    officer = OfficerFactory(number="4821", forenames="Rowan", surname="Achebe")
    UnitFactory(name="Eastgate")
    on(TODAY)
    desk = desks["caseworker"]
    matter = steps.Matter(
        kind="Public complaint, outside Schedule 3",
        channel="Phone call",
        happened_on=date(2026, 3, 1),
        place="Market Street",
        unit="Eastgate",
        what_happened="The officer was short with her at the front desk when she reported a lost bag.",
        category="H1 Impolite language or tone",
        alleged="Was rude to her at the front desk.",
    )
    case = steps.log(desk, matter, officer, received_on=TODAY)
    desk.press("Start triage")
    steps.record_triage_facts(desk)
    steps.find_no_referral_due(desk)
    steps.decide_outside_schedule_3(desk)
    steps.add_complainant(desk, "Wilhelmina Oakhurst")
    steps.log_contact(desk, "Wilhelmina Oakhurst", "First contact", "She wants an apology, and nothing else.")
    steps.record_outcome(desk, "Resolved", "The sergeant apologised to her on the phone; she was content.")
    steps.log_contact(
        desk, "Wilhelmina Oakhurst", "Outcome", "She was told that the sergeant will speak to the officer."
    )
    steps.record_learning(desk, officer, "How to speak to people at the front desk.")
    steps.prepare_closing(desk, "Resolved on the day.")

    manager = desks["manager"]
    steps.close(manager, case, "Close: handled outside Schedule 3", "Resolved to her satisfaction.")
    manager.read("Closed", "The case is closed. Nothing more is to be done.")
    case.refresh_from_db()
    assert (case.stage, case.ending) == (Stage.CLOSED, Ending.HANDLED_OUTSIDE)
