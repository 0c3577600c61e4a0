"""A complaint that is withdrawn, and still counts in the pattern of the person it was about."""

from datetime import date

import pytest
from playwright.sync_api import expect

from cases.flags.actions import requests
from cases.flags.models import Flag
from cases.flags.rules.history import About
from cases.models import Case
from cases.stages import Ending, Stage
from misconduct.accounts.permissions import SystemActor
from officers.models import Officer
from tests.factories import AllegationSubjectFactory, OfficerFactory, PartyFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
TODAY = date(2026, 3, 4)


@pytest.fixture
def officer() -> Officer:
    """Somebody with two matters in the last year."""
    officer = OfficerFactory(number="4821", forenames="Rowan", surname="Achebe")
    for day in (date(2025, 9, 3), date(2025, 11, 3)):
        AllegationSubjectFactory(allegation__case__received_on=day, subject__officer=officer)
    return officer


@pytest.fixture
def complaint(officer: Officer) -> Case:
    """The third, which its complainant does not want to go on."""
    pair = AllegationSubjectFactory(
        subject__officer=officer,
        allegation__case__reference="TS/PC-S/2026/11003",
        allegation__case__record_type="PC-S",
        allegation__case__received_on=date(2026, 2, 2),
        allegation__case__stage=Stage.ASSESSMENT,
        allegation__case__regime="2025",
    )
    PartyFactory(case=pair.allegation.case)
    return pair.allegation.case


def test_a_withdrawn_complaint_still_counts_in_the_pattern(desks, on, officer, complaint):
    on(TODAY)
    requests.request_evaluation(officer_ids=[officer.pk])
    _the_worker_looks_again()
    desk = desks["manager"]

    desk.open(f"/cases/{complaint.pk}/")
    desk.follow("Record a withdrawal")
    desk.press("Record withdrawal")
    desk.refused("Enter who was told of the withdrawal")
    desk.date("Day the notice of withdrawal was received", date(2026, 3, 3))
    desk.pick("Who signed it", "The complainant")
    desk.write("Who was told of the withdrawal", "PC Achebe, by email.")
    desk.pick("Does the public interest need it treated as a conduct matter?", "No, close the case as withdrawn")
    desk.write("Why, or why not", "A single push, no injury, and nobody else saw it.")
    desk.date("Date decided", TODAY)
    desk.press("Record withdrawal")
    desk.told("Withdrawal recorded. The case is closed.")
    desk.read("Closed", "signed by the complainant", "PC Achebe, by email.")
    complaint.refresh_from_db()
    assert (complaint.stage, complaint.ending) == (Stage.CLOSED, Ending.WITHDRAWN)
    _the_worker_looks_again()

    desk.follow(str(officer))
    desk.read("Every matter that you may see is counted, whatever came of it")
    expect(desk.main.get_by_role("row").filter(has_text=complaint.reference)).to_contain_text("Withdrawn")
    expect(desk.main.get_by_role("link").filter(has_text="Last 12 months")).to_contain_text("3")
    flag = Flag.objects.get(officer=officer, rule__slug="cases-in-12-months")
    desk.follow(str(flag.rule))
    counted = desk.main.get_by_role("table", name="Matters counted").get_by_role("row")
    expect(counted.filter(has_text=complaint.reference)).to_contain_text("Closed: Withdrawn by the complainant")
    expect(desk.page.get_by_text("Would not fire now")).to_have_count(0)

    desk.open("/reports/repeat/")
    desk.follow("1 3 to 5 cases")
    person = desk.main.get_by_role("row").filter(has_text=officer.number)
    expect(person.get_by_role("cell").first).to_have_text("3")


def _the_worker_looks_again() -> None:
    """What a worker does a moment after each change."""
    requests.answer(about=About.OFFICER, limit=10, by=SystemActor("flags"))
