"""What the actions on periods check before they write."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.actions.checks import said
from cases.models import Subject
from cases.periods.codes import CODES
from cases.periods.models import Period
from misconduct.core.errors import Refused
from officers.models import Officer


def officer_of(subject: Subject) -> Officer:
    """The person, who must be known by now."""
    if subject.officer is None:
        raise Refused("This subject is not yet identified. Say who it is first.")
    return subject.officer


def in_the_past(day: date | None, *, field: str) -> None:
    """Refused for a day still to come."""
    if day and day > timezone.localdate():
        raise Refused("The day must be today or in the past.", field=field)


def authorised(name: str, rank: str) -> str:
    """The senior officer who authorised it (SI 2020/4: a delegate may not decide on suspension alone)."""
    if not CODES.holds("rank", rank):
        raise Refused("Choose the rank of the senior officer who authorised it.", field="authorised_rank")
    return said(name, field="authorised_by", message="Enter the name of the senior officer who authorised it.")


def saved(period: Period, *, field: str = "starts_on") -> Period:
    """The period when the database would take it; otherwise a refusal at the field that can mend it."""
    try:
        period.validate_constraints()
    except ValidationError as error:
        raise Refused(error.messages[0], field=field) from error
    period.save()
    return period
