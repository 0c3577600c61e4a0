"""From the referral to the investigator’s report, and what is decided on it. Each step ends at the case’s overview."""

from datetime import date

from cases.models import Case
from tests.browser.journeys.desk import Desk
from tests.browser.journeys.steps import answer_criteria


def find_referral_due(desk: Desk, criterion: str, *, clear_on: date) -> None:
    """One criterion of the tick-list is met."""
    desk.press("Check for referral to the IOPC")
    answer_criteria(desk, met=criterion)
    desk.date("Day it became clear", clear_on)
    desk.press("Save answers")
    desk.told("The case must be referred to the IOPC. Send the referral.")


def send_referral(desk: Desk) -> None:
    desk.press("Record that the referral was sent")
    desk.pick("How it was sent", "IOPC portal")
    desk.press("Record as sent")
    desk.told("Referral recorded as sent.")
    desk.press("Refer to the IOPC")


def answer_referral(desk: Desk, determination: str, *, on: date) -> None:
    desk.press("Record the IOPC’s decision")
    desk.pick("What the IOPC decided", determination)
    desk.date("Day it decided", on)
    desk.press("Record answer")
    desk.told("IOPC decision recorded")


def appoint(desk: Desk, investigator: Desk) -> None:
    """The manager appoints somebody who has no conflict of interest."""
    desk.press("Assign an investigator")
    desk.select("Investigator", str(investigator.user))
    for question in desk.questions():
        if question.endswith("?"):
            desk.pick(question, "No")
    desk.press("Assign")
    desk.told("Assigned to")


def assess(desk: Desk, severity: str, forum: str, *, pattern: str = "") -> None:
    """The worksheet, which opens once the subject’s history was read. Earlier matters ask for the pattern."""
    desk.press("Assess severity")
    desk.follow_first("Record Severity")
    desk.follow("Read the history")
    desk.press("I have read this history")
    desk.tick("Intentional")
    for heading in ("culpability", "harm", "aggravating factors", "mitigating factors"):
        desk.write(f"What shows the {heading}", "As the messages show.")
    if pattern:
        desk.write("What the earlier matters show together with this one", pattern)
    desk.pick("Severity", severity)
    desk.pick("Likely to go to", forum)
    desk.write("Reasons", "Taken together, by what is known.")
    desk.press("Record assessment")
    desk.told(f"recorded: {severity}.")
    desk.tab("Overview")


def approve_terms(desk: Desk) -> None:
    desk.press("Approve terms of reference")
    desk.write("Terms of reference", "Who wrote to whom, when, and from which device.")
    desk.press("Approve")
    desk.tab("Overview")


def set_next_action(desk: Desk, what: str, *, by: date) -> None:
    desk.press("Set a next action")
    desk.write("What is to be done", what)
    desk.date("By when", by)
    desk.press("Save action")
    desk.tab("Overview")


def serve_notice(desk: Desk, title: str) -> None:
    """Writes a notice to the subject, issues it as a PDF and records that it was handed over."""
    desk.tab("Notices")
    desk.press("Write a notice")
    desk.follow(title)
    desk.fill_in_gaps("As alleged.")
    desk.press("Save and check")
    desk.press("Issue this notice")
    desk.follow("Record how it was given")
    desk.pick("How it was given", "Handed to the person")
    desk.write("Proof", "Handed over by the line manager, who signed for it.")
    desk.press("Record it")
    desk.told("Recorded. It counts as given on")
    desk.tab("Overview")


def submit_report(desk: Desk) -> None:
    desk.press("Submit the investigation report")
    desk.main.get_by_label("Report (optional)", exact=True).fill("The messages came from his own telephone.")
    desk.write("Summary of the evidence", "Forty messages, two statements, the duty roster.")
    desk.press("Submit report")
    desk.tab("Overview")


def rule(desk: Desk, what: str, value: str, *, asked: str = "Decision", submit: str = "Record decision") -> None:
    """Records the next ruling on the only allegation against the only subject."""
    desk.tab("Decisions")
    desk.follow_first(f"Record {what}")
    desk.pick(asked, value)
    desk.write("Reasons", "On the evidence, as set out in the report.")
    desk.press(submit)
    desk.tab("Overview")


def give_opinion(desk: Desk, value: str) -> None:
    rule(desk, "Investigator’s opinion", value, asked="Your opinion", submit="Record opinion")


def move(desk: Desk, name: str, note: str) -> None:
    """A move of the case that needs a reason."""
    desk.press(name)
    desk.write("Reason", note)
    desk.press(name)


def refer(desk: Desk, answer: str, forum: str) -> None:
    """The appropriate authority decides on the report, and sends the matter to proceedings."""
    rule(desk, "Case to answer", answer)
    rule(desk, "Forum", forum)
    move(desk, "Refer to proceedings", "As decided on the report.")
    desk.told("The case is now at “Proceedings”.")


def go_to(desk: Desk, case: Case) -> None:
    desk.open(f"/cases/{case.pk}/")
