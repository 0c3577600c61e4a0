"""What people decide on a flag: the only way one is closed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.flags import ties
from cases.flags.actions import follow_ups
from cases.flags.decisions import FITTING
from cases.flags.models import Flag, FlagReview
from cases.flags.second_reading import policy_in_use, why_read
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import ChangedMeanwhile, Refused
from misconduct.core.months import months_after
from misconduct.core.wording import uk_date, uk_datetime

# A flag that is monitored comes back within this time: putting it off for ever would be to take no action unread.
MOST_MONTHS = 12


@transaction.atomic
def decide(
    *, flag: Flag, decision: str, reason: str, version: int, by: User, monitor_until: date | None = None
) -> FlagReview:
    """Record a decision on a flag. A later decision is added to an earlier one and never takes its place.

    Raises ChangedMeanwhile when somebody else decided after this person opened the page, and Refused without a reason,
    with a date that does not fit, or for whoever is not independent of the flag.
    """
    require(by, Permission.FLAG_REVIEW, flag)
    held = locked(flag, version)
    ties.refuse_who_is_tied(held, by)
    if held.status == Flag.Status.SECOND_READING:
        raise Refused("The decision on this flag waits for a second reader. Agree with it or send it back first.")
    reason = reason.strip()
    _check(held, decision, reason, monitor_until)
    before = {"status": held.status}
    review = FlagReview.objects.create(
        flag=held, decision=decision, reason=reason, monitor_until=monitor_until, decided_by=by
    )
    held.status = _status_after(review, held.tier)
    held.version += 1
    held.save(update_fields=["status", "version"])
    record(
        "flag.reviewed",
        by=by,
        target=held,
        touched=held.named_in_log,
        before=before,
        after={"status": held.status, "decision": review.decision, "monitor_until": monitor_until},
        reason=reason,
    )
    return review


@transaction.atomic
def assign(*, flag: Flag, reviewer: User | None, version: int, by: User) -> Flag:
    """Give a flag to somebody to review, or back to nobody. Neither of the two may be tied to the flag."""
    require(by, Permission.FLAG_REVIEW, flag)
    held = locked(flag, version)
    ties.refuse_who_is_tied(held, by)
    if reviewer is not None:
        check_reviewer(reviewer, held)
    before = {"assigned_to": _name(held.assigned_to)}
    held.assigned_to = reviewer
    held.version += 1
    held.save(update_fields=["assigned_to", "version"])
    record(
        "flag.assigned",
        by=by,
        target=held,
        touched=held.named_in_log,
        before=before,
        after={"assigned_to": _name(reviewer)},
    )
    return held


def _status_after(review: FlagReview, tier: int) -> Flag.Status:
    """Reviewed, or waiting for a second reader; the decision then says why."""
    is_no_action = review.decision == FlagReview.Decision.NO_ACTION
    review.why_second_reader = why_read(tier=tier, is_no_action=is_no_action, number=review.pk, policy=policy_in_use())
    if not review.why_second_reader:
        follow_ups.start(review)
        return Flag.Status.REVIEWED
    review.save(update_fields=["why_second_reader"])
    return Flag.Status.SECOND_READING


def put_back(flag: Flag) -> None:
    """Let a locked flag be decided on again. Where a newer one of its kind is open, that one has taken its place."""
    same = {"officer": flag.officer_id, "unit": flag.unit_id, "case": flag.case_id}
    alike = Flag.objects.open().filter(**same, rule=flag.rule_id, scope=flag.scope).exclude(pk=flag.pk)
    flag.status = Flag.Status.SUPERSEDED if alike.exists() else Flag.Status.OPEN


def locked(flag: Flag, version: int) -> Flag:
    """The flag, held until the end of the transaction, if it is still as the person read it."""
    held = Flag.objects.select_for_update(of=("self",), no_key=True).get(pk=flag.pk)
    if held.status == Flag.Status.SUPERSEDED:
        raise ChangedMeanwhile("A newer flag has taken the place of this one. Review that one instead.")
    if held.version != version:
        raise ChangedMeanwhile(f"{_what_changed(held)} Nothing of yours was saved; what you typed is still here.")
    return held


def _what_changed(flag: Flag) -> str:
    latest = flag.reviews.select_related("decided_by").first()
    if latest is None:
        return "Somebody else changed this flag while you were reading it."
    who, when = latest.decided_by.get_full_name(), uk_datetime(latest.decided_at)
    return f"This flag changed while you were reading it. {who} decided “{latest.get_decision_display()}” on {when}."


def _check(flag: Flag, decision: str, reason: str, monitor_until: date | None) -> None:
    if decision not in FITTING[flag.looks_at]:
        raise Refused("Select a decision from the list.", field="decision")
    if not reason:
        raise Refused("Enter the reason for your decision.", field="reason")
    if decision != FlagReview.Decision.MONITOR:
        if monitor_until is not None:
            raise Refused("Take out the date, or choose “Monitor until a date”.", field="monitor_until")
    elif monitor_until is None:
        raise Refused("Enter the date to monitor until.", field="monitor_until")
    else:
        _check_monitored(monitor_until, timezone.localdate())


def _check_monitored(until: date, today: date) -> None:
    latest = months_after(today, MOST_MONTHS)
    if not today < until <= latest:
        message = f"The date to monitor until must be after today and not after {uk_date(latest)}."
        raise Refused(message, field="monitor_until")


def check_reviewer(reviewer: User, flag: Flag) -> None:
    """Refused for whoever does not review flags, does not see this one or is tied to it."""
    is_in_sight = Flag.objects.visible_to(reviewer).filter(pk=flag.pk).exists()
    if not is_in_sight or not reviewer.has(Permission.FLAG_REVIEW):
        raise Refused("Choose somebody who reviews flags and whom this flag is not about.", field="reviewer")
    if reason := ties.why_not(flag, reviewer, name=reviewer.get_full_name()):
        raise Refused(reason, field="reviewer")


def _name(person: User | None) -> str:
    return person.get_full_name() if person else ""
