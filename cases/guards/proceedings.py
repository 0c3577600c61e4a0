"""Are the meetings and hearings over, with everything that follows them? Asked through what hangs on the case."""

from typing import TYPE_CHECKING

from django.utils import timezone

from cases.barred_list import owed
from cases.guards import rulings
from cases.stages import Stage
from misconduct.core.wording import listed

if TYPE_CHECKING:
    from cases.models import Case


def concluded_and_reported(case: "Case") -> str | None:
    """The meeting or hearing it was referred to was opened, every one is concluded, and the panel's report was sent."""
    if case.stage == Stage.PROCEEDINGS and not case.proceedings.exists():
        return "Open the meeting or hearing that the case was referred to."
    unheard = (
        rulings.in_procedure(case)
        .sent_to_proceedings()
        .exclude(proceedings__proceeding__in=case.proceedings.in_being())
    )
    if case.stage == Stage.PROCEEDINGS and unheard:
        return rulings.missing(unheard, "Open a meeting or hearing for {}, or change where it was sent.")
    unconcluded = case.proceedings.unconcluded().first()
    if unconcluded:
        return f"Conclude the {unconcluded.get_kind_display().lower()} first, or stop it."
    unreported = case.proceedings.unreported().first()
    if unreported:
        return f"Record that the panel’s report on the {unreported.get_kind_display().lower()} was sent."
    return None


def appeals_over(case: "Case") -> str | None:
    """Everybody was told, the time for an appeal has run or the appeal is decided, and its outcome is recorded."""
    proceedings = case.proceedings.in_being()
    if proceedings.untold().exists():
        return "Record when the officer was told of the outcome, with the right of appeal."
    if proceedings.under_appeal().exists():
        return "An appeal is still to be decided."
    if proceedings.awaiting_result_of_appeal().exists():
        return "Record the new outcome after the appeal."
    if proceedings.with_time_to_appeal(timezone.localdate()):
        return "The time for an appeal has not run out yet."
    return None


def barred_list_return_made(case: "Case") -> str | None:
    """The College of Policing was told of everybody who must be on its barred or advisory list."""
    people = owed(case.subjects.select_related("officer"))
    if people:
        return f"Record the return to the College of Policing about {listed(people)}."
    return None


AFTERWARDS = (concluded_and_reported, appeals_over, barred_list_return_made)
