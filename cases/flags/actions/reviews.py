"""What people decide on a flag: the only way one is closed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.flags import ties
from cases.flags.models import Flag, FlagReview
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import ChangedMeanwhile, Refused
from misconduct.core.wording import uk_datetime


@transaction.atomic
def decide(
    *, flag: Flag, decision: str, reason: str, version: int, by: User, monitor_until: date | None = None
) -> FlagReview:
    """Record a decision on a flag. A later decision is added to an earlier one and never takes its place.

    Raises ChangedMeanwhile when somebody else decided after this person opened the page, and Refused without a reason,
    with a date that does not fit, or for whoever is not independent of the flag.
    """
    require(by, Permission.FLAG_REVIEW, flag)
    locked = _locked(flag, version)
    refuse_who_is_tied(locked, by)
    reason = reason.strip()
    _check(decision, reason, monitor_until)
    before = {"status": locked.status}
    review = FlagReview.objects.create(
        flag=locked, decision=decision, reason=reason, monitor_until=monitor_until, decided_by=by
    )
    locked.status = Flag.Status.REVIEWED
    locked.version += 1
    locked.save(update_fields=["status", "version"])
    record(
        "flag.reviewed",
        by=by,
        target=locked,
        touched=[locked.about],
        before=before,
        after={"status": locked.status, "decision": review.decision, "monitor_until": monitor_until},
        reason=reason,
    )
    return review


@transaction.atomic
def assign(*, flag: Flag, reviewer: User | None, version: int, by: User) -> Flag:
    """Give a flag to somebody to review, or back to nobody. Neither of the two may be tied to the flag."""
    require(by, Permission.FLAG_REVIEW, flag)
    locked = _locked(flag, version)
    refuse_who_is_tied(locked, by)
    if reviewer is not None:
        _check_reviewer(reviewer, locked)
    before = {"assigned_to": _name(locked.assigned_to)}
    locked.assigned_to = reviewer
    locked.version += 1
    locked.save(update_fields=["assigned_to", "version"])
    record(
        "flag.assigned",
        by=by,
        target=locked,
        touched=[locked.about],
        before=before,
        after={"assigned_to": _name(reviewer)},
    )
    return locked


def refuse_who_is_tied(flag: Flag, person: User) -> None:
    """Raises Refused, with what to do, for whoever is not independent of the flag."""
    if reason := ties.why_not(flag, person):
        raise Refused(reason)


def _locked(flag: Flag, version: int) -> Flag:
    """The flag, held until the end of the transaction, if it is still as the person read it."""
    locked = Flag.objects.select_for_update(of=("self",), no_key=True).get(pk=flag.pk)
    if locked.status == Flag.Status.SUPERSEDED:
        raise ChangedMeanwhile("A newer flag has taken the place of this one. Review that one instead.")
    if locked.version != version:
        raise ChangedMeanwhile(f"{_what_changed(locked)} Nothing of yours was saved; what you typed is still here.")
    return locked


def _what_changed(flag: Flag) -> str:
    latest = flag.reviews.select_related("decided_by").first()
    if latest is None:
        return "Somebody else changed this flag while you were reading it."
    who, when = latest.decided_by.get_full_name(), uk_datetime(latest.decided_at)
    return f"This flag changed while you were reading it. {who} decided “{latest.get_decision_display()}” on {when}."


def _check(decision: str, reason: str, monitor_until: date | None) -> None:
    if decision not in FlagReview.Decision.values:
        raise Refused("Select a decision from the list.", field="decision")
    if not reason:
        raise Refused("Enter the reason for your decision.", field="reason")
    if decision != FlagReview.Decision.MONITOR:
        if monitor_until is not None:
            raise Refused("Take out the date, or choose “Monitor until a date”.", field="monitor_until")
    elif monitor_until is None:
        raise Refused("Enter the date to monitor until.", field="monitor_until")
    elif monitor_until <= timezone.localdate():
        raise Refused("The date to monitor until must be after today.", field="monitor_until")


def _check_reviewer(reviewer: User, flag: Flag) -> None:
    is_in_sight = Flag.objects.visible_to(reviewer).filter(pk=flag.pk).exists()
    if not is_in_sight or not reviewer.has(Permission.FLAG_REVIEW):
        raise Refused("Choose somebody who reviews flags and whom this flag is not about.", field="reviewer")
    if reason := ties.why_not(flag, reviewer, name=reviewer.get_full_name()):
        raise Refused(reason, field="reviewer")


def _name(person: User | None) -> str:
    return person.get_full_name() if person else ""
