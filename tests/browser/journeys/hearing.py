"""Meetings and hearings in a browser. Between its opening and its end each step starts and ends at their page."""

from dataclasses import dataclass
from datetime import date

from cases.models import Case
from tests.browser.journeys.desk import Desk


@dataclass(frozen=True)
class Member:
    """Who takes which seat, as the form names it."""

    name: str
    seat: str
    standing: str
    appointed_by: str


HEARING_PANEL = (
    Member("Ottoline Farrow", "Chair", "Chief officer of the force", "Chief officer"),
    Member("Basil Trent", "Independent panel member", "Independent person", "Local policing body"),
    Member("Hepzibah Cole", "Independent panel member", "Independent person", "Local policing body"),
    Member("Lionel Ashdown", "Legally qualified adviser", "Legally qualified person", "Local policing body"),
)


def open_proceedings(desk: Desk, kind: str, *, on: date) -> None:
    """From the overview of the case to the page of its new proceedings."""
    desk.press("Open the proceedings")
    desk.pick("Kind of proceedings", kind)
    desk.main.get_by_role("group", name="Allegations to be decided").get_by_role("checkbox").first.check()
    desk.date("Day of the decision to refer", on)
    desk.write("Why proceedings of this kind", "As the appropriate authority decided.")
    desk.press("Open proceedings")
    desk.told(f"{kind} opened.")


def go_to(desk: Desk, case: Case) -> None:
    """The page of the only proceedings of a case."""
    desk.open(case.proceedings.get().get_absolute_url())


def record(desk: Desk, label: str, *, on: date, details: str = "") -> None:
    """The dated step that is due next, by its button."""
    desk.press(f"Record {label}")
    desk.date("Day", on)
    desk.write("How, by whom, or where it is kept", details)
    desk.press("Record")


def appoint(desk: Desk, member: Member, *, on: date) -> None:
    """Somebody takes a seat, and says that they have no interest in the matter."""
    desk.press("Appoint to the panel")
    desk.pick("Seat", member.seat)
    desk.write("Name", member.name)
    desk.pick("The person is", member.standing)
    desk.pick("Are they from this force?", "No, or not of any force")
    desk.pick("Appointed by", member.appointed_by)
    desk.date("Day of appointment", on)
    desk.write("How they were chosen", "Next on the list.")
    desk.press("Appoint")
    desk.press(f"Ask {member.name} about interests")
    desk.pick("Is there any interest, connection or conflict?", "No, there is none")
    desk.date("Day it was declared", on)
    desk.press("Save")


def respond(desk: Desk, person: str, plea: str, *, on: date) -> None:
    desk.press(f"Record the response of {person}")
    desk.pick("Plea to allegation 1", plea)
    desk.date("Day it was received", on)
    desk.press("Save")


def fix_day(desk: Desk, *, on: date) -> None:
    desk.press("Fix a day")
    desk.date("Day", on)
    desk.write("Place", "Council Chamber, Eastgate")
    desk.press("Fix the day")


def hold(desk: Desk) -> None:
    desk.press_first("Record the sitting of")
    desk.write("Started", "10am")
    desk.write("Ended", "4pm")
    desk.press("Save")


def rule(desk: Desk, what: str, value: str) -> None:
    """Records a ruling from the page of decisions; stays there."""
    desk.follow_first(f"Record {what}")
    desk.pick("Finding" if what == "Finding" else "Decision", value)
    desk.write("Reasons", "As the panel gave them in its report.")
    desk.press("Record decision")


def decide_on_publication(desk: Desk, *, on: date) -> None:
    desk.press("Decide on publication of the outcome")
    desk.pick("Is it published?", "Yes")
    desk.tick("The officer’s name")
    desk.tick("The outcome")
    desk.date("Day of the decision", on)
    desk.write("Name of the chair who decided", "Ottoline Farrow")
    desk.write("Reasons of the chair", "Justice is to be seen.")
    desk.press("Save")


def publish(desk: Desk, *, on: date) -> None:
    desk.press("Record that the outcome was published")
    desk.write("How families and victims were told before", "By telephone, on the day before.")
    desk.date("Day it was published", on)
    desk.write("Where", "The website of the force")
    desk.press("Save")


def return_to_college(desk: Desk, because: str, *, on: date) -> None:
    """From the list of proceedings, where the warning stands."""
    desk.follow_first("Record the return")
    desk.pick("Why", because)
    desk.date("Day it was sent", on)
    desk.write("What the return says", "The finding and the outcome, with the day.")
    desk.press("Save")
    desk.told("Return for the barred list recorded.")
