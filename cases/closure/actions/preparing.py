"""Preparing the end of a case, and a second person's agreement to it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.closure import retention, second_person
from cases.closure.models import Closure
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date


@transaction.atomic
def prepare(
    *, by: User, case: Case, retention_class: str, review_on: date, summary: str, version: int | None = None
) -> Closure:
    """Say how long the case is kept and why it may end, in place of what was prepared before. Raises Refused.

    A new preparation needs a new agreement: the second person agreed to what they read.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    kept = retention.classes().get(retention_class)
    if kept is None:
        raise Refused("Choose how long the case is kept.", field="retention_class")
    _refuse_early(kept, review_on)
    summary = checks.said(summary, field="summary", message="Enter what was done, and why the case may be closed.")
    earlier = _replace_standing(case)
    closure = Closure.objects.create(
        case=case, retention_class=kept.slug, review_on=review_on, summary=summary, prepared_by=by
    )
    locking.save(case)
    record(
        "closure.prepared",
        by=by,
        target=case,
        before={"retention": earlier.retention_class, "review_on": earlier.review_on} if earlier else None,
        after={"id": closure.pk, "retention": kept.label, "review_on": review_on},
        reason=summary,
    )
    return closure


@transaction.atomic
def agree(*, by: User, case: Case, note: str, version: int | None = None) -> Closure:
    """A second person has read the case and agrees that it may end. Raises Refused."""
    require(by, Permission.CASE_CLOSE, case)
    case = locking.lock_open(case, version=version)
    closure = case.closures.standing().first()
    if closure is None:
        raise Refused("Nobody has prepared the closing of this case yet.")
    if closure.agreed_by_id:
        raise Refused(f"{closure.agreed_by} has already agreed.")
    if by.pk == closure.prepared_by_id or checks.has_investigated(case, by):
        raise Refused("Somebody else must agree: not the person who prepared the closing or investigated the case.")
    closure.agreed_by, closure.agreed_at = by, timezone.now()
    closure.agreed_note = checks.said(note, field="note", message="Enter what you looked at.")
    closure.save(update_fields=["agreed_by", "agreed_at", "agreed_note"])
    locking.save(case)
    why = second_person.reasons(case)
    record("closure.agreed", by=by, target=case, after={"id": closure.pk, "because": why}, reason=closure.agreed_note)
    return closure


def _refuse_early(kept: retention.RetentionClass, review_on: date) -> None:
    earliest = retention.review_on(kept, closing_on=timezone.localdate(), last_warning_ends_on=None)
    if review_on < earliest:
        raise Refused(
            f"“{kept.label}” is kept for {kept.years} years at least: enter {uk_date(earliest)} or later.",
            field="review_on",
        )


def _replace_standing(case: Case) -> Closure | None:
    earlier: Closure | None = case.closures.standing().first()
    if earlier:
        earlier.replaced_at = timezone.now()
        earlier.save(update_fields=["replaced_at"])
    return earlier
