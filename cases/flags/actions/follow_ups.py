"""What decisions on flags ask people to do, and that it was done."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from cases.flags import ties
from cases.flags.models import FlagReview, FollowUp
from cases.flags.tiers import follow_up_of
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import ChangedMeanwhile, Refused
from misconduct.core.wording import uk_date


def start(review: FlagReview) -> None:
    """Ask for what a decision that stands needs doing, of whoever has the flag or else of whoever decided.

    Some decisions need nothing. Part of the action that made the decision stand, which puts it on record.
    """
    asked = follow_up_of(review.decision)
    if asked is not None:
        owner = review.flag.assigned_to or review.decided_by
        due_on = timezone.localdate() + timedelta(days=asked.days)
        FollowUp.objects.create(review=review, what=asked.what, owner=owner, due_on=due_on)


@transaction.atomic
def complete(*, follow_up: FollowUp, done_on: date, outcome: str, by: User) -> FollowUp:
    """Record that a follow-up was done and what came of it. Raises ChangedMeanwhile when somebody has done so."""
    require(by, Permission.FLAG_REVIEW, follow_up)
    held = (
        FollowUp.objects.select_for_update(no_key=True, of=("self",))
        .select_related("done_by", "review__flag")
        .get(pk=follow_up.pk)
    )
    ties.refuse_who_is_tied(held.review.flag, by)
    if held.done_by is not None:
        who, when = held.done_by.get_full_name(), uk_date(held.done_on)
        raise ChangedMeanwhile(f"{who} recorded this as done on {when}. Nothing of yours was saved.")
    check_done(held, done_on, outcome)
    held.done_on, held.done_by, held.outcome = done_on, by, outcome.strip()
    held.save(update_fields=["done_on", "done_by", "outcome"])
    flag = held.review.flag
    after = {"what": held.what, "done_on": done_on}
    record("flag.follow_up_done", by=by, target=flag, touched=flag.named_in_log, after=after, reason=held.outcome)
    return held


def check_done(follow_up: FollowUp, done_on: date | None, outcome: str) -> None:
    """Refused unless something came of it on a day between the decision and today."""
    if not outcome.strip():
        raise Refused("Enter what came of it.", field="outcome")
    decided_on = timezone.localdate(follow_up.review.decided_at)
    if done_on is None or not decided_on <= done_on <= timezone.localdate():
        raise Refused(f"The day must be today or earlier, and on or after {uk_date(decided_on)}.", field="done_on")
