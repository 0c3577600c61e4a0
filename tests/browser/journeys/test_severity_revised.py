"""A severity assessment that new evidence changes, and the notice that has to follow it."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cases.models import AllegationSubject, Case
from cases.notices.models import Notice
from cases.stages import Stage
from officers.models import Officer
from tests.browser.journeys.desk import Desk
from tests.factories import AllegationSubjectFactory, OfficerFactory
from tests.factories.investigations import ready_to_investigate
from tests.factories.rulings import assessed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
TOLD, NEW_EVIDENCE, TOLD_AGAIN = date(2026, 3, 4), date(2026, 3, 16), date(2026, 3, 17)


@pytest.fixture
def pair() -> AllegationSubject:
    """An allegation against one officer, under investigation."""
    return AllegationSubjectFactory(
        allegation__description="Pushed a man against a wall.",
        allegation__case__reference="TS/CM/2026/11007",
        allegation__case__stage=Stage.INVESTIGATION,
        allegation__case__regime="2025",
        subject__officer=OfficerFactory(number="4821", forenames="Rowan", surname="Achebe"),
    )


def test_a_revised_severity_is_notified_again_before_the_case_goes_on(desks, on, pair, tmp_path):
    case, officer = pair.allegation.case, pair.subject.officer
    manager, investigator = desks["manager"], desks["investigator"]
    case.investigator = investigator.user
    case.save()
    ready_to_investigate(case)

    on(TOLD)
    assessed(manager.user, pair, "misconduct", on=TOLD)
    _the_officer_is_told(investigator, case, officer)

    on(NEW_EVIDENCE)
    _add_evidence(investigator, tmp_path)
    manager.open(f"/cases/{case.pk}/")
    manager.read("There is new evidence since severity was last assessed", "(might change it)")
    _revise(manager, officer)

    on(TOLD_AGAIN)
    _the_report_has_to_wait(investigator, case, officer)
    _the_officer_is_told_again(investigator, case, officer)
    first, second = Notice.objects.filter(case=case).order_by("number")
    assert (second.replaces, second.severity.value.code) == (first, "gross-misconduct")
    investigator.tab("Overview")
    investigator.press("Start the report")
    case.refresh_from_db()
    assert case.stage == Stage.REPORT


def _the_officer_is_told(desk: Desk, case: Case, officer: Officer) -> None:
    """The notice of investigation, without which the case does not go on to the report."""
    desk.open(f"/cases/{case.pk}/")
    desk.read(f"Serve {officer} notice of the severity assessment in force")
    desk.press("Serve the notices of investigation")
    desk.follow(f"Write to {officer}")
    desk.follow("Notice of investigation")
    desk.write("How to reach the investigator", "01632 960001")
    _issue_and_hand_over(desk)
    desk.tab("Overview")
    expect(desk.main.get_by_role("button", name="Start the report")).to_be_visible()


def _the_report_has_to_wait(desk: Desk, case: Case, officer: Officer) -> None:
    """It is neither offered nor, to somebody who had the page open, taken."""
    desk.open(f"/cases/{case.pk}/")
    desk.read(f"Serve {officer} notice of the severity assessment in force")
    expect(desk.main.get_by_role("button", name="Start the report")).to_have_count(0)
    desk.open(f"/cases/{case.pk}/move/start_report/")
    desk.press("Start the report")
    desk.refused(f"Serve {officer} notice of the severity assessment in force")


def _the_officer_is_told_again(desk: Desk, case: Case, officer: Officer) -> None:
    """The second notice takes what it can from the first, and both show which took the place of which."""
    desk.open(f"/cases/{case.pk}/")
    desk.press("Serve the notices of investigation")
    desk.read("It has been revised since, and has to be notified again with the reason.")
    desk.follow(f"Write the notice of a revised assessment to {officer}")
    desk.read("It takes the place of N1, Notice of investigation.")
    expect(desk.main.get_by_label("Why the assessment changed")).to_have_value("The recording shows a punch.")
    expect(desk.main.get_by_label("How to reach the investigator")).to_have_value("01632 960001")
    expect(desk.main.get_by_role("radio", name="Misconduct hearing", exact=True)).to_be_checked()
    _issue_and_hand_over(desk)
    desk.read("N1, Notice of investigation", "Gross misconduct")
    desk.follow("N1, Notice of investigation")
    desk.read("Replaced", "N2, Notice of a revised assessment")


def _issue_and_hand_over(desk: Desk) -> None:
    """From the filled-in letter to the notice that was given; ends at the page of the notice."""
    desk.pick("How it will be given", "Handed to the person")
    desk.press("Save and check")
    desk.press("Issue this notice")
    desk.told("Record how it was given.")
    desk.follow("Record how it was given")
    desk.write("Proof", "Handed over by Sergeant Example, who saw it signed for.")
    desk.press("Record it")
    desk.told("Recorded. It counts as given on")


def _add_evidence(desk: Desk, folder: Path) -> None:
    statement = folder / "statement.pdf"
    statement.write_bytes(b"%PDF-1.4\n%%EOF\n")
    desk.tab("Evidence")
    desk.follow("Add a document or exhibit")
    desk.write("What it is", "Statement of J. Hale")
    desk.select("Kind", "Witness statement")
    desk.main.locator("input[type=file]").set_input_files(statement)
    desk.pick("Could this change the severity assessment?", "Yes")
    desk.press("Add document")
    desk.read("Statement of J. Hale")


def _revise(desk: Desk, officer: Officer) -> None:
    """The worksheet once more, from the overview of the case."""
    desk.tab("Decisions")
    desk.follow(f"Replace Severity assessment of allegation 1 against {officer}")
    desk.read("A changed assessment has to be notified to the person again, with the reason.")
    for heading in ("culpability", "harm", "aggravating factors", "mitigating factors"):
        desk.write(f"What shows the {heading}", "The recording of a shop, and the statement of J. Hale.")
    desk.pick("Severity", "Gross misconduct")
    desk.pick("Likely to go to", "Misconduct hearing")
    desk.write("Reasons", "The recording shows a punch.")
    desk.press("Record assessment")
    desk.told("Gross misconduct")
