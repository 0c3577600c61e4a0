"""The officer of Casey's report: eleven notices, one after another, and nobody who had to look at them together.

Here nobody assesses what comes next without all eleven before them, whatever came of each.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import expect

from cases.models import AllegationSubject, Case, Code, CodeList
from cases.stages import Ending, Stage
from misconduct.core.wording import uk_date
from officers.models import Officer
from tests.browser.journeys.desk import Desk
from tests.factories import AllegationSubjectFactory, OfficerFactory, OutcomeFactory, UserFactory
from tests.factories.notices import issue_notice, serve_notice
from tests.factories.rulings import DecisionFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
TODAY = date(2026, 3, 4)
LEGACY, NO_CASE, WITHDRAWN, REFLECTED, OPEN = "legacy", "no case", "withdrawn", "reflected", "open"
TELLS = {
    LEGACY: "Recorded in another system",
    NO_CASE: "No case to answer",
    WITHDRAWN: "Withdrawn by the complainant",
    REFLECTED: "Reflective practice review process",
    OPEN: "None yet",
}
# The day each was received and its notice given, its kind, what is alleged, and what came of it.
MATTERS = (
    (date(2018, 5, 7), "HIST", "B", LEGACY),  # sexual assault, under the code of its day
    (date(2020, 9, 1), "PC-S", "B4", WITHDRAWN),  # force
    (date(2021, 2, 9), "CM", "J2", NO_CASE),  # sexual harassment
    (date(2021, 11, 16), "CM", "B4", REFLECTED),
    (date(2022, 6, 14), "PC-S", "B4", NO_CASE),
    (date(2023, 1, 24), "CM", "J2", NO_CASE),
    (date(2023, 8, 8), "CM", "G4", REFLECTED),  # fraud
    (date(2024, 3, 12), "PC-S", "B4", WITHDRAWN),
    (date(2024, 10, 1), "CM", "J2", NO_CASE),
    (date(2025, 6, 17), "CM", "G4", OPEN),
    (date(2025, 12, 2), "RCM", "J1", OPEN),  # sexual assault
)


@pytest.fixture
def officer() -> Officer:
    officer = OfficerFactory(number="4821", forenames="Rowan", surname="Achebe")
    for matter in MATTERS:
        _had(officer, *matter)
    return officer


@pytest.fixture
def pair(officer: Officer) -> AllegationSubject:
    """What is to be assessed now."""
    return AllegationSubjectFactory(
        subject__officer=officer,
        allegation__case__reference="TS/CM/2026/11000",
        allegation__case__stage=Stage.ASSESSMENT,
        allegation__case__regime="2025",
        allegation__case__received_on=date(2026, 3, 2),
    )


def test_nobody_assesses_severity_without_all_eleven_notices_before_them(desks, on, officer, pair):
    on(TODAY)
    desk = desks["caseworker"]

    desk.open(f"/cases/{pair.allegation.case_id}/decisions/")
    desk.follow(f"Record Severity assessment of allegation 1 against {officer}")
    desk.read(f"Read the whole history of {officer} for this case before you assess the severity.")
    _fill_in(desk)
    desk.press("Record assessment")
    desk.refused(f"Read the whole history of {officer} for this case before you assess the severity.")
    assert not pair.decisions.exists()

    desk.open(f"/cases/{pair.allegation.case_id}/pairs/{pair.pk}/severity/")
    desk.follow("Read the history")
    _shows_all(desk, officer)
    desk.press("I have read this history")
    desk.read("11 other matters")
    _fill_in(desk)
    AllegationSubjectFactory(subject__officer=officer, allegation__case__received_on=TODAY)  # logged by a colleague
    desk.press("Record assessment")
    desk.refused("has changed since you read it. Read it again before you assess the severity.")
    _reads_again_in_another_tab(desk)

    desk.press("Record assessment")
    desk.refused("Enter what the earlier matters show together with this one.")
    desk.write("What the earlier matters show together with this one", "Force and sexual harassment, for eight years.")
    desk.press("Record assessment")
    desk.told("Gross misconduct")
    assessment = pair.decisions.get().assessment
    assert assessment.harm == "A bruised neck, photographed."
    assert assessment.history_view.matter_count == 12


def _had(officer: Officer, day: date, kind: str, category: str, ending: str) -> None:
    """One earlier matter with its notice and its end, in a unit of its own."""
    scheme = "legacy-2008" if ending == LEGACY else "iopc-2020"
    matter = AllegationSubjectFactory(
        subject__officer=officer,
        allegation__category=Code.objects.get(code_list=CodeList.CATEGORY, scheme=scheme, code=category),
        allegation__case__record_type=kind,
        allegation__case__received_on=day,
        allegation__case__stage=Stage.INVESTIGATION,
        allegation__case__regime="2025",
    )
    if ending != LEGACY:
        _told(matter, day)
    if ending != OPEN:
        _ended(matter, day, ending)


def _told(matter: AllegationSubject, day: date) -> None:
    DecisionFactory(pair=matter, decided_on=day)
    with time_machine.travel(datetime.combine(day, time(14), tzinfo=ZoneInfo("Europe/London"))):
        serve_notice(issue_notice(matter.subject))


def _ended(matter: AllegationSubject, day: date, ending: str) -> None:
    codes = {LEGACY: "recorded-elsewhere", WITHDRAWN: "withdrawn", REFLECTED: "rprp"}
    if ending == NO_CASE:
        DecisionFactory(pair=matter, kind="case_to_answer", code="no-case", decided_on=day)
    else:
        value = Code.objects.get(code_list=CodeList.OUTCOME, code=codes[ending])
        OutcomeFactory(pair=matter, value=value, decided_on=day)
    how = Ending.WITHDRAWN if ending == WITHDRAWN else Ending.COMPLETED
    closed = {"stage": Stage.CLOSED, "ending": how, "closed_on": day, "closed_by": UserFactory()}
    Case.objects.filter(pk=matter.allegation.case_id).update(**closed)


def _fill_in(desk: Desk) -> None:
    """The worksheet, but for what the earlier matters show."""
    for heading in ("culpability", "aggravating factors", "mitigating factors"):
        desk.write(f"What shows the {heading}", "The recording.")
    desk.write("What shows the harm", "A bruised neck, photographed.")
    desk.pick("Severity", "Gross misconduct")
    desk.pick("Likely to go to", "Misconduct hearing")
    desk.write("Reasons", "Force against a colleague.")


def _shows_all(desk: Desk, officer: Officer) -> None:
    """Every matter with the day of its notice and what came of it."""
    table = desk.main.get_by_role("table", name="Every other matter")
    expect(table.locator("tbody tr")).to_have_count(len(MATTERS))
    for subject, matter in zip(officer.subjects.order_by("pk"), MATTERS, strict=False):
        row = table.get_by_role("row").filter(has_text=subject.case.reference)
        expect(row).to_contain_text(uk_date(matter[0]))
        expect(row).to_contain_text(TELLS[matter[3]])
    expect(table.get_by_role("row").filter(has_text="Sexual harassment")).to_have_count(3)


def _reads_again_in_another_tab(desk: Desk) -> None:
    """What was entered stays where it is meanwhile."""
    with desk.context.expect_page() as opened:
        desk.main.get_by_role("link", name="Read the history (opens in a new tab)").click()
    history = opened.value.locator("main")
    expect(history.get_by_text("12 other matters, whatever came of each")).to_be_visible()
    history.get_by_role("button", name="I have read this history").click()
    expect(opened.value.get_by_text("It is on record that you have read this history.")).to_be_visible()
    opened.value.close()
