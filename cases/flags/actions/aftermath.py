"""Writing down, a year after each decision on a flag about a person, what came of it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from cases.flags.aftermath import MONTHS, aftermath, ends_on
from cases.flags.histories import recorded_histories
from cases.flags.models import FlagReview
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.months import months_before


@transaction.atomic
def count_later(*, today: date, limit: int, by: Doer) -> int:
    """Count what came in the year after up to `limit` decisions whose year is over, each once. How many they were.

    It is told as known at the end of that year, so that a late run gives the same as one in time.
    """
    require(by, Permission.FLAG_REVIEW)
    over = (
        FlagReview.objects.filter(later_cases__isnull=True, flag__officer__isnull=False)
        .filter(decided_at__date__lt=months_before(today, MONTHS))
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .select_related("flag")
        .order_by("pk")[:limit]
    )
    reviews = list(over)
    officer_ids = {review.flag.officer_id for review in reviews if review.flag.officer_id is not None}
    recorded = {one.history.officer_id: one for one in recorded_histories(officer_ids)}
    for review in reviews:
        decided_on = timezone.localdate(review.decided_at)
        history = recorded[review.flag.officer_id or 0].as_known(ends_on(decided_on) + timedelta(days=1))
        came = aftermath(history.matters, decided_on=decided_on)
        review.later_cases, review.later_proven, review.later_not_proven = came.cases, came.proven, came.not_proven
    FlagReview.objects.bulk_update(reviews, ["later_cases", "later_proven", "later_not_proven"])
    if reviews:
        flags = sorted({f"{review.flag._meta.label_lower}:{review.flag_id}" for review in reviews})
        record("flag.later_counted", by=by, touched=flags, after={"decisions": len(reviews)})
    return len(reviews)
