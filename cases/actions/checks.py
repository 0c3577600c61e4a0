"""What several actions check before they write. Each raises Refused with the field that can mend it."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from cases.models import Case, Code, CodeList
from misconduct.accounts.models import User
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date


def said(text: str, *, field: str, message: str) -> str:
    """The text without blanks around it; refused with the message when nothing is left."""
    if not text.strip():
        raise Refused(message, field=field)
    return text.strip()


def has_investigated(case: Case, user: User) -> bool:
    """Whether the person has, or ever had, this case to investigate: handing it on does not make them independent."""
    return case.investigator_id == user.pk or case.assignments.filter(investigator=user).exists()


def dates_of_a_matter(*, received_on: date, incident_from: date | None, incident_to: date | None) -> None:
    """Received by today, the incident not after it, and in order."""
    if received_on > timezone.localdate():
        raise Refused("The date received must be today or in the past.", field="received_on")
    if incident_from and incident_from > received_on:
        raise Refused(
            f"The incident must have started by {uk_date(received_on)}, the day it was reported.", field="incident_from"
        )
    if incident_to and incident_to > received_on:
        raise Refused(
            f"The incident must have ended by {uk_date(received_on)}, the day it was reported.", field="incident_to"
        )
    if incident_from and incident_to and incident_to < incident_from:
        raise Refused("The incident cannot end before it starts.", field="incident_to")


def day_between(day: date, *, field: str, name: str, from_day: date | None) -> None:
    """A day of the past, not before the one that had to come first; `name` starts the sentence that refuses it."""
    if day > timezone.localdate():
        raise Refused(f"{name} must be today or in the past.", field=field)
    if from_day and day < from_day:
        raise Refused(f"{name} must be on or after {uk_date(from_day)}.", field=field)


def decided_on(day: date, *, received_on: date | None) -> None:
    """A decision is taken between the day the matter was received and today."""
    if day > timezone.localdate():
        raise Refused("The date decided must be today or in the past.", field="decided_on")
    if received_on and day < received_on:
        raise Refused(
            f"The date decided must be on or after {uk_date(received_on)}, the day the matter was received.",
            field="decided_on",
        )


def code_of(code: Code | None, code_list: CodeList, *, field: str, days: Iterable[date | None] = ()) -> None:
    """The code belongs to the list, and was in force on one of the known days.

    A case goes on under the law of the day it was received, so both that day and the day of the decision will do.
    """
    if code is None:
        return
    if code.code_list != code_list:
        raise Refused(f"Choose from the list “{code_list.label}”.", field=field)
    known = [day for day in days if day]
    if known and not any(_is_in_force(code, day) for day in known):
        raise Refused(f"“{code.label}” was not in force on {uk_date(known[0])}. Choose one that was.", field=field)


def _is_in_force(code: Code, day: date) -> bool:
    return (code.valid_from is None or code.valid_from <= day) and (code.valid_to is None or day < code.valid_to)
