"""What people do to a case in a browser, step by step. Each step starts and ends at the case's overview."""

from dataclasses import dataclass
from datetime import date

from cases.models import Case
from officers.models import Officer
from tests.browser.journeys.desk import Desk

IN_WRITING = ("Email", "Letter")


@dataclass(frozen=True)
class Matter:
    """What is known when a case is logged."""

    kind: str
    channel: str
    happened_on: date
    place: str
    unit: str
    what_happened: str
    category: str
    alleged: str


def log(desk: Desk, matter: Matter, officer: Officer, *, received_on: date) -> Case:
    """Answers every question of a new case about one officer, and goes to the case."""
    desk.open("/cases/new/")
    desk.main.get_by_role("radio", name=matter.kind, exact=True).check()
    desk.press("Continue")
    desk.select("How was it received?", matter.channel)
    desk.date("When was it received?", received_on)
    desk.press("Save and continue")
    desk.date("When did it happen?", matter.happened_on)
    desk.write("Where did it happen?", matter.place)
    desk.press("Save and continue")
    desk.select("Which unit is it about?", matter.unit)
    desk.press("Save and continue")
    desk.write("What happened?", matter.what_happened)
    desk.press("Save and continue")
    _name(desk, officer)
    desk.select("Category", matter.category)
    desk.write("In a sentence, what is alleged?", matter.alleged)
    desk.press("Add this allegation")
    desk.press("Continue")
    desk.press_first("Log this case")  # “as new”, where others seem alike
    desk.read("The case is logged")
    case = Case.objects.latest("logged_at")
    desk.open(f"/cases/{case.pk}/")
    return case


def _name(desk: Desk, officer: Officer) -> None:
    desk.write("Find the person", officer.number)
    desk.page.keyboard.press("Enter")
    desk.main.get_by_role("radio", name=str(officer)).check()
    desk.press("Add this person")
    desk.press("Continue")


def record_triage_facts(desk: Desk) -> None:
    """Nobody has an interest in the case, nobody is at risk, nobody is to be suspended."""
    desk.press("Record triage facts")
    for question, label in (
        ("Has anybody who handles this case an interest in it?", "Who was asked, and what is done about it"),
        ("Is anybody at urgent risk?", "What was considered, and what is done"),
        ("Is suspension or restriction of anybody to be decided?", "Why, or why not"),
    ):
        desk.pick(question, "No")
        desk.write(label, "Asked and considered: there is none.")
    desk.press("Save triage facts")
    desk.told("Triage facts recorded.")


def find_no_referral_due(desk: Desk) -> None:
    """Goes through the tick-list: no criterion is met."""
    desk.press("Check for referral to the IOPC")
    answer_criteria(desk, met="")
    desk.press("Save answers")
    desk.told("No referral is due.")


def answer_criteria(desk: Desk, *, met: str) -> None:
    """“No” to every criterion but the one whose question has these words."""
    for question in desk.questions():
        is_met = bool(met) and met in question
        desk.pick(question, "Yes" if is_met else "No")
    for why in desk.main.get_by_label("Why", exact=True).all():
        why.fill("By what is known today.")


def decide_outside_schedule_3(desk: Desk) -> None:
    desk.press("Decide on Schedule 3")
    for question in desk.questions():
        if question != "Decision":
            desk.pick(question, "No")
    desk.pick("Decision", "Outside Schedule 3")
    desk.write("Reasons", "It can be put right today, and she does not want it recorded.")
    desk.press("Record decision")
    desk.told("Decision recorded: outside schedule 3")


def add_complainant(desk: Desk, name: str) -> None:
    desk.follow("Add who complained")
    _describe(desk, "Complainant", name)


def add_victim(desk: Desk, name: str) -> None:
    desk.tab("People")
    desk.follow("Add a person")
    _describe(desk, "Victim", name)


def _describe(desk: Desk, role: str, name: str) -> None:
    """Somebody who wants to be kept informed."""
    desk.tick(role)
    desk.write("Name", name)
    desk.pick("Do they want to be kept informed?", "Yes")
    desk.press("Add this person")
    desk.tab("Overview")


def log_contact(desk: Desk, name: str, purpose: str, said: str, *, how: str = "Phone") -> None:
    desk.tab("Contact log")
    desk.main.get_by_role("link").filter(has_text=name).first.click()
    desk.select("How", how)
    desk.pick("What it was for", purpose)
    if how in IN_WRITING:
        desk.tick("It was in writing")
    desk.write("What was said", said)
    desk.press("Log this contact")
    desk.tab("Overview")


def record_outcome(desk: Desk, outcome: str, reasons: str) -> None:
    """The outcome of the only allegation against the only subject."""
    desk.tab("Decisions")
    desk.main.get_by_role("link").filter(has_text="Record Outcome").first.click()
    desk.select("Outcome", outcome)
    desk.write("Reasons", reasons)
    desk.press("Record outcome")
    desk.told(f"Outcome recorded: {outcome}.")
    desk.tab("Overview")


def record_learning(desk: Desk, officer: Officer, text: str) -> None:
    desk.press("Record learning")
    desk.pick("What kind of learning?", "Learning for a person")
    desk.write("What is to be learned", text)
    desk.select("Whose learning", str(officer))
    desk.press("Save")
    desk.tab("Overview")


def prepare_closing(desk: Desk, summary: str) -> None:
    desk.tab("Closing")
    desk.press("Prepare to close the case")
    desk.write("What was done, and why the case may be closed", summary)
    desk.press("Save")
    desk.told("Saved. The checklist says what is still missing.")
    desk.tab("Overview")


def agree_to_closing(desk: Desk) -> None:
    """The second person, where one is needed."""
    desk.tab("Closing")
    desk.press("Agree that the case may be closed")
    desk.write("What you looked at, and why you agree", "The report, the outcome and the return.")
    desk.press("I agree")
    desk.told("You agreed.")


def close(desk: Desk, case: Case, move: str, note: str) -> None:
    desk.open(f"/cases/{case.pk}/closure/")
    desk.press(move)
    desk.write("Reason", note)
    desk.press(move)
