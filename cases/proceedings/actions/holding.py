"""Taking proceedings for a change, and what their actions check of a day."""

from datetime import date

from django.utils import timezone

from cases.actions import locking
from cases.models import Case
from cases.proceedings.models import Proceeding
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date
from officers.models import Officer


def lock(proceeding: Proceeding, *, version: int | None) -> Case:
    """The case of proceedings that still go on, held until the transaction ends. Raises Refused, ChangedMeanwhile."""
    case = locking.lock_open(proceeding.case, version=version)
    proceeding.refresh_from_db(fields=["stopped_on"])
    if proceeding.stopped_on:
        raise Refused(f"These proceedings were stopped on {uk_date(proceeding.stopped_on)}.")
    return case


def past(day: date, *, field: str, label: str, since: date | None = None, since_what: str = "") -> None:
    """A day that something happened: today or before, and not before what must come first. Raises Refused."""
    if day > timezone.localdate():
        raise Refused(f"{label} must be today or in the past.", field=field)
    if since and day < since:
        raise Refused(f"{label} must be on or after {uk_date(since)}, {since_what}.", field=field)


def officers_of(proceeding: Proceeding) -> list[Officer]:
    """The people the proceedings are against, for the log."""
    return list(Officer.objects.filter(subjects__proceedings__proceeding=proceeding))
