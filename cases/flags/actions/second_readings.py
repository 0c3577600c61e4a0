"""Reading what somebody else decided on a flag: agree, or send it back."""

from django.db import transaction

from cases.flags import ties
from cases.flags.actions import follow_ups, reviews
from cases.flags.models import Flag, FlagReview, SecondReading
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import ChangedMeanwhile, Refused

Verdict = SecondReading.Verdict
OWN = "You made this decision, so somebody else must read it."


@transaction.atomic
def read(*, flag: Flag, verdict: str, reason: str, version: int, by: User) -> SecondReading:
    """Agree with the decision that waits on a flag, or send the flag back to be decided again.

    Raises ChangedMeanwhile when somebody else read it first, and Refused for whoever decided or is tied to the flag.
    """
    require(by, Permission.FLAG_REVIEW, flag)
    locked = reviews.locked(flag, version)
    review = waiting_review(locked)
    if review is None:
        raise ChangedMeanwhile("No decision on this flag waits for a second reader any more.")
    if review.decided_by_id == by.pk:
        raise Refused(OWN)
    ties.refuse_who_is_tied(locked, by)
    if verdict not in Verdict.values:
        raise Refused("Select whether you agree.", field="verdict")
    if verdict == Verdict.SENT_BACK and not reason.strip():
        raise Refused("Enter why you send the decision back.", field="reading_reason")
    made = SecondReading.objects.create(
        review=review, verdict=verdict, reason=reason.strip(), decided_by=review.decided_by, read_by=by
    )
    before = {"status": locked.status}
    if verdict == Verdict.AGREED:
        locked.status = Flag.Status.REVIEWED
        follow_ups.start(review)
    else:
        reviews.put_back(locked)
    locked.version += 1
    locked.save(update_fields=["status", "version"])
    after = {"status": locked.status, "verdict": verdict, "review": review.pk}
    record(
        "flag.second_read", by=by, target=locked, touched=locked.named_in_log, before=before, after=after, reason=reason
    )
    return made


def waiting_review(flag: Flag) -> FlagReview | None:
    """The decision on a flag that waits for a second reader, if one does."""
    if flag.status != Flag.Status.SECOND_READING:
        return None
    return flag.reviews.filter(second_reading__isnull=True).exclude(why_second_reader="").first()
