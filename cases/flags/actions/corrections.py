"""Putting right what is kept of a follow-up: who does it, by when, and how it went."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.flags import ties
from cases.flags.actions import follow_ups, reviews
from cases.flags.models import FollowUp
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.overtaken import refuse_overtaken
from misconduct.core.wording import uk_date


@dataclass(frozen=True)
class Correction:
    """What a follow-up is to say. The last two only of one that is done."""

    reviewer: User
    due_on: date
    done_on: date | None = None
    outcome: str = ""


@transaction.atomic
def correct_follow_up(
    *, follow_up: FollowUp, correction: Correction, reason: str, by: User, read: str | None = None
) -> FollowUp:
    """Write over what is kept; what it was stays in the log. Raises Refused, ChangedMeanwhile.

    One that is not done stays so: that it was done is recorded on its own page.
    """
    require(by, Permission.FLAG_REVIEW, follow_up)
    rows = FollowUp.objects.select_for_update(no_key=True, of=("self",)).select_related("owner", "review__flag")
    held = rows.get(pk=follow_up.pk)
    ties.refuse_who_is_tied(held.review.flag, by)
    before = facts_of(held)
    refuse_overtaken(before, read=read)
    if not reason.strip():
        raise Refused("Enter why it is corrected.", field="reason")
    _check(held, correction)
    held.owner, held.due_on = correction.reviewer, correction.due_on
    if held.done_on is not None:
        held.done_on, held.outcome = correction.done_on, correction.outcome.strip()
    if facts_of(held) == before:
        raise Refused("Nothing has been changed.")
    held.save(update_fields=["owner", "due_on", "done_on", "outcome"])
    flag = held.review.flag
    record(
        "flag.follow_up_corrected",
        by=by,
        target=flag,
        touched=flag.named_in_log,
        before=before,
        after=facts_of(held),
        reason=reason.strip(),
    )
    return held


def facts_of(follow_up: FollowUp) -> dict[str, object]:
    """What somebody reads before they correct it."""
    return {
        "owner": str(follow_up.owner),
        "due_on": follow_up.due_on,
        "done_on": follow_up.done_on,
        "outcome": follow_up.outcome,
    }


def _check(held: FollowUp, correction: Correction) -> None:
    if correction.reviewer != held.owner:
        reviews.check_reviewer(correction.reviewer, held.review.flag)
    decided_on = timezone.localdate(held.review.decided_at)
    if correction.due_on < decided_on:
        raise Refused(f"The day must be on or after {uk_date(decided_on)}, when it was asked for.", field="due_on")
    if held.done_on is not None:
        follow_ups.check_done(held, correction.done_on, correction.outcome)
