"""Told of the outcome by letter: whoever gives the letter records it, and the proceedings take the day from there.

That day is the milestone “outcome notified” of the proceedings. It comes from a step that was recorded by hand, or
from the letters once everybody has one; never from both.
"""

from datetime import date
from typing import Any

from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.proceedings import facts
from cases.proceedings.models import Proceeding
from misconduct.accounts.models import User


def follow_letters(proceeding: Proceeding, *, by: User) -> None:
    """Let the day on which everybody was told be the one on which the last letter was given, or none.

    A step of the actions that give a letter, take that back, or conclude the proceedings, with the case locked.
    """
    if facts.told_by_hand(proceeding):
        return
    on, letter = _told_by_letters(proceeding) or (None, None)
    kind = MilestoneKind.OUTCOME_NOTIFIED
    milestones.only_from(letter, case=proceeding.case, kind=kind, on=on, about=proceeding, by=by)


def _told_by_letters(proceeding: Proceeding) -> tuple[date, Any] | None:
    """The day the last of them was told, with the letter; nothing while somebody was not, or it is not concluded.

    A letter from before the conclusion is about earlier proceedings.
    """
    concluded_on = facts.reached(proceeding).get(MilestoneKind.PROCEEDINGS_CONCLUDED)
    if concluded_on is None:
        return None
    first: dict[int | None, tuple[date, Any]] = {}
    for notice in proceeding.case.notices.filter(template=facts.OUTCOME_LETTER).prefetch_related("services"):
        given_on = notice.given_on()
        if given_on and given_on >= concluded_on:
            earlier, _ = first.get(notice.subject_id, (date.max, None))
            if given_on < earlier:
                first[notice.subject_id] = (given_on, notice)
    people = set(proceeding.subjects.values_list("subject_id", flat=True))
    if not people or not people <= first.keys():
        return None
    return max((first[one] for one in people), key=lambda told: (told[0], told[1].number))
