"""Deadlines that were missed: noticed by the software, explained by a person."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions.standing import standing
from cases.clocks.models import Clock
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def explain(*, by: User, case: Case, clock: Clock, reason: str, version: int | None = None) -> Clock:
    """Say why a deadline was missed, also in a closed case. A later reason takes the place of the earlier.

    Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock(case, version=version)
    clock = standing(case, clock)
    if not clock.is_breach:
        raise Refused("This deadline has not been missed. There is nothing to explain.")
    before = clock.breach_reason
    give_reason(clock, checks.said(reason, field="reason", message="Enter why the deadline was missed."), by=by)
    locking.save(case)
    record(
        "clock.breach_explained",
        by=by,
        target=case,
        before={"reason": before} if before else None,
        after={"id": clock.pk, "clock": clock.label, "due_on": clock.due_on},
        reason=clock.breach_reason,
    )
    return clock


def give_reason(clock: Clock, reason: str, *, by: User) -> None:
    """Put down why a deadline was missed: a step of the action that was told so, which also puts it on record."""
    clock.breach_reason, clock.breach_reason_by, clock.breach_reason_at = reason, by, timezone.now()
    clock.save(update_fields=["breach_reason", "breach_reason_by", "breach_reason_at"])


@transaction.atomic
def notice(*, by: Doer, today: date, limit: int) -> int:
    """Put newly missed deadlines on record, up to `limit`. How many they were.

    Several workers share them: one that another holds is passed over, and one already on record is not found again.
    """
    require(by, Permission.CASE_VIEW)
    missed = Clock.objects.breached(today).filter(breached_noticed_at__isnull=True).order_by("due_on", "pk")
    found = list(missed.select_for_update(no_key=True, of=("self",), skip_locked=True).select_related("case")[:limit])
    for clock in found:
        clock.breached_noticed_at = timezone.now()
        after = {"id": clock.pk, "clock": clock.label, "due_on": clock.due_on}
        record("clock.breached", by=by, target=clock.case, after=after)
    Clock.objects.bulk_update(found, ["breached_noticed_at"])
    return len(found)
