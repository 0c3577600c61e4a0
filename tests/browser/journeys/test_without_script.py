"""The main moves of a case in browsers that run no JavaScript."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cases.models import Case, Code, CodeList, Decision
from cases.periods.models import Period
from cases.stages import Ending, Stage
from officers.models import Officer
from tests.browser.journeys import earlier, hearing, investigating, steps
from tests.browser.journeys.desk import Desk
from tests.factories import AllegationSubjectFactory, OfficerFactory, OutcomeFactory
from tests.factories.closure import ready_to_close
from tests.factories.investigations import ready_to_investigate, reported
from tests.factories.rulings import DecisionFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
TODAY = date(2026, 5, 12)
CHAIR = hearing.Member("Ottoline Farrow", "Chair", "Officer or staff of higher rank or grade", "Appropriate authority")


@pytest.fixture
def has_script() -> bool:
    return False


@pytest.fixture
def officer() -> Officer:
    return OfficerFactory(number="4821", forenames="Rowan", surname="Achebe")


def test_evidence_severity_notice_and_suspension_need_no_script(desks, on, officer, tmp_path):
    on(TODAY)
    AllegationSubjectFactory(subject__officer=officer, allegation__case__received_on=date(2025, 6, 3))
    investigator, manager = desks["investigator"], desks["manager"]
    pair = AllegationSubjectFactory(
        subject__officer=officer,
        allegation__description="Pushed a man against a wall.",
        allegation__case__stage=Stage.ASSESSMENT,
        allegation__case__regime="2025",
        allegation__case__investigator=investigator.user,
    )
    case = ready_to_investigate(pair.allegation.case)

    investigating.go_to(investigator, case)
    _add_evidence(investigator, tmp_path)
    investigating.go_to(manager, case)
    investigating.assess(manager, "Gross misconduct", "Misconduct hearing", pattern="Force was alleged before.")
    investigating.go_to(investigator, case)
    _write_and_serve(investigator)
    investigating.go_to(manager, case)
    _suspend_and_end(manager)

    severity = Decision.objects.get(pair=pair, kind=Decision.Kind.SEVERITY)
    assert (severity.value.code, severity.assessment.history_view.matter_count) == ("gross-misconduct", 1)
    assert case.documents.get().versions.get().file_name == "statement.pdf"
    assert case.notices.get().services.get().given_on == TODAY
    assert Period.objects.get(officer=officer).end_reason == "Other work was found."


def test_meeting_and_closing_need_no_script(desks, on, officer):
    on(TODAY)
    desk, manager = desks["caseworker"], desks["manager"]
    investigator = desks["investigator"].user
    case = earlier.sent_to(manager.user, officer, "meeting", category="H3", investigator=investigator).allegation.case
    investigating.go_to(desk, case)
    hearing.open_proceedings(desk, "Misconduct meeting", on=TODAY)
    desk.press("Record that the notice was served")
    desk.date("Day", date(2099, 1, 1))
    desk.press("Record")
    desk.refused("must be today or in the past")
    desk.date("Day", TODAY)
    desk.press("Record")
    hearing.appoint(desk, CHAIR, on=TODAY)
    hearing.record(desk, "that the papers were served", on=TODAY)
    hearing.respond(desk, str(officer), "Denies it", on=TODAY)
    assert case.proceedings.get().panel.get().declared_on == TODAY

    closing = _ready_but_for_its_closure()
    investigating.go_to(desk, closing)
    desk.tab("Closing")
    desk.read("still missing before the case can be closed")
    desk.tab("Overview")
    steps.prepare_closing(desk, "Dealt with; nothing more to do.")
    investigating.go_to(manager, closing)
    steps.agree_to_closing(manager)
    steps.close(manager, closing, "Close case", "All is done.")
    closing.refresh_from_db()
    assert (closing.stage, closing.ending) == (Stage.CLOSED, Ending.COMPLETED)


def _ready_but_for_its_closure() -> Case:
    """A case of which everything is settled; a second person has to agree to its end, which nobody prepared."""
    sexual_harassment = Code.objects.get(code_list=CodeList.CATEGORY, scheme="iopc-2020", code="J2")
    outcome = OutcomeFactory(pair__allegation__case__stage=Stage.REVIEW, pair__allegation__category=sexual_harassment)
    DecisionFactory(pair=outcome.pair, code="neither")
    case = ready_to_close(reported(outcome.pair.allegation.case))
    case.closures.all().delete()
    return case


def _add_evidence(desk: Desk, folder: Path) -> None:
    statement = folder / "statement.pdf"
    statement.write_bytes(b"%PDF-1.4\n%%EOF\n")
    desk.tab("Evidence")
    desk.follow("Add a document or exhibit")
    desk.press("Add document")
    desk.refused("Enter what it is")
    desk.write("What it is", "Statement of J. Hale")
    desk.select("Kind", "Witness statement")
    desk.main.locator("input[type=file]").set_input_files(statement)
    desk.pick("Could this change the severity assessment?", "Yes")
    desk.press("Add document")
    desk.read("Statement of J. Hale")


def _write_and_serve(desk: Desk) -> None:
    """Written with a gap, looked at as a PDF, filled in, issued and handed over."""
    desk.tab("Notices")
    desk.press("Write a notice")
    desk.follow("Notice of investigation")
    desk.press("Save and check")
    desk.read("It cannot be issued yet. Missing:", "How to reach the investigator")
    with desk.page.expect_download() as saved:
        desk.main.get_by_role("link", name="Save the draft as a PDF").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")
    desk.press("Fill in what is missing")
    desk.fill_in_gaps("01632 960001")
    desk.pick("How it will be given", "Handed to the person")
    desk.press("Save and check")
    desk.press("Issue this notice")
    desk.told("Record how it was given.")
    desk.follow("Record how it was given")
    desk.press("Record it")
    desk.refused("Enter what proves that it was given")
    desk.write("Proof", "Handed over by Sergeant Example, who saw it signed for.")
    desk.press("Record it")
    desk.told("Recorded. It counts as given on")
    expect(desk.page.get_by_text("Handed over by Sergeant Example")).to_be_visible()


def _suspend_and_end(desk: Desk) -> None:
    """A person is suspended from duty, and comes back to other work."""
    desk.tab("People")
    desk.follow_first("Suspend Rowan Achebe")
    desk.write("Why is temporary redeployment unsuitable?", "Every post has the same systems.")
    desk.tick("The public interest requires it")
    desk.write("What is the evidence for that?", "The recording shows a punch.")
    desk.write("Senior officer who authorised it", "Nicola Sample")
    desk.select("Their rank", "Chief Constable")
    desk.press("Suspend")
    desk.follow_first("Suspension: evidence and reviews")
    desk.follow("End the suspension")
    desk.date("Last day", TODAY)
    desk.write("Why it ends", "Other work was found.")
    desk.press("End it")
    desk.told("Suspension of Rowan Achebe")
