"""More time for a deadline, where the law lets somebody give it."""

from collections.abc import Iterable
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions.refresh import refresh
from cases.clocks.actions.standing import standing
from cases.clocks.models import Clock, ClockExtension
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date


@transaction.atomic
def extend(
    *,
    by: User,
    case: Case,
    clock: Clock,
    until: date,
    granted_on: date,
    granted_by: str,
    reason: str,
    touched: Iterable[models.Model] = (),
    version: int | None = None,
) -> ClockExtension:
    """Record that somebody entitled to it gave more time, while there was time left to extend.

    `touched` are the people whose deadline it is. Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.PROCEEDINGS_RUN, case)
    case = locking.lock_open(case, version=version)
    clock = standing(case, clock)
    _refuse_unextendable(clock)
    _check_days(clock, until=until, granted_on=granted_on)
    extension = ClockExtension.objects.create(
        clock=clock,
        until=until,
        granted_on=granted_on,
        granted_by=checks.said(granted_by, field="granted_by", message="Enter who granted the extension."),
        reason=checks.said(reason, field="reason", message="Enter why the time is extended."),
        recorded_by=by,
    )
    before = clock.due_on
    refresh(case=case)
    locking.save(case)
    _put_on_record(extension, before=before, touched=touched, by=by)
    return extension


def _put_on_record(
    extension: ClockExtension, *, before: date | None, touched: Iterable[models.Model], by: User
) -> None:
    clock = extension.clock
    record(
        "clock.extended",
        by=by,
        target=clock.case,
        touched=touched,
        before={"until": before},
        after={
            "id": extension.pk,
            "clock": clock.label,
            "until": extension.until,
            "granted_by": extension.granted_by,
        },
        reason=extension.reason,
    )


def _refuse_unextendable(clock: Clock) -> None:
    if not clock.rule.extended_by:
        raise Refused(f"The law does not let anybody extend this deadline ({clock.rule.source}).")
    if clock.satisfied_on or clock.ended_on:
        raise Refused("This deadline is over. There is nothing to extend.")


def _check_days(clock: Clock, *, until: date, granted_on: date) -> None:
    due = clock.due_on or until
    if granted_on > timezone.localdate():
        raise Refused("The day it was granted must be today or in the past.", field="granted_on")
    if granted_on < clock.started_on:
        raise Refused(
            f"The day it was granted must be on or after {uk_date(clock.started_on)}, when the time began to run.",
            field="granted_on",
        )
    if granted_on > due:
        raise Refused(
            f"The time ran out on {uk_date(due)}. What has run out cannot be extended: give the reason for the "
            "missed deadline instead.",
            field="granted_on",
        )
    if until <= due:
        raise Refused(f"The new last day must be after {uk_date(due)}, the last day now.", field="until")
