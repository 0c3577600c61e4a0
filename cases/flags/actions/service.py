"""What the software does of itself as days pass: tell managers of late flags."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.flags.models import Flag
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record


@transaction.atomic
def escalate(*, today: date, limit: int, by: Doer) -> int:
    """Mark up to `limit` flags that nobody decided on by the day due, each once. How many they were.

    Rows that another worker or a reviewer holds are passed over, and found the next time.
    """
    require(by, Permission.FLAG_REVIEW)
    late = (
        Flag.objects.overdue(today)
        .filter(escalated_at__isnull=True)
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .select_related("officer", "unit", "case")[:limit]
    )
    flags = list(late)
    for flag in flags:
        flag.escalated_at = timezone.now()
        record(
            "flag.escalated",
            by=by,
            target=flag,
            touched=[flag.about],
            after={"tier": flag.tier, "due_on": flag.due_on, "days_late": (today - flag.due_on).days},
        )
    Flag.objects.bulk_update(flags, ["escalated_at"])
    return len(flags)
