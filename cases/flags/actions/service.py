"""What the software does of itself as days pass: tell managers of late flags, and bring back those monitored."""

from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from cases.flags.actions.reviews import put_back
from cases.flags.models import Flag, FlagReview
from cases.flags.tiers import table_in_use
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
            touched=flag.named_in_log,
            after={"tier": flag.tier, "due_on": flag.due_on, "days_late": (today - flag.due_on).days},
        )
    Flag.objects.bulk_update(flags, ["escalated_at"])
    return len(flags)


@transaction.atomic
def bring_back(*, today: date, limit: int, by: Doer) -> int:
    """Put up to `limit` flags back on the queue whose last decision was to monitor until a day that has come.

    Each is due anew by its tier. How many they were.
    """
    require(by, Permission.FLAG_REVIEW)
    last = FlagReview.objects.filter(flag=OuterRef("pk")).order_by("-decided_at", "-pk")
    come = (
        Flag.objects.filter(status=Flag.Status.REVIEWED)
        .annotate(until=Subquery(last.values("monitor_until")[:1]))
        .filter(until__lte=today)
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .select_related("officer", "unit", "case")[:limit]
    )
    flags = list(come)
    for flag in flags:
        put_back(flag)
        flag.due_on, flag.escalated_at = table_in_use().tiers[flag.tier].due_on(today), None
        flag.version += 1
        after = {"status": flag.status, "due_on": flag.due_on}
        record("flag.brought_back", by=by, target=flag, touched=flag.named_in_log, after=after)
        flag.save(update_fields=["status", "due_on", "escalated_at", "version"])
    return len(flags)
