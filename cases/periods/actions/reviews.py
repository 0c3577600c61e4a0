"""Reviewing a suspension or restriction."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases.actions import locking
from cases.actions.checks import said
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.periods.actions import checks
from cases.periods.actions.suspensions import close
from cases.periods.models import Period, PeriodReview
from cases.periods.rules import review_due_on
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date


@dataclass(frozen=True)
class ReviewDetails:
    """What a review came to. `description` is what the person may not do from now on, where that changes."""

    reviewed_on: date
    decision: str
    reasons: str
    authorised_by: str = ""
    authorised_rank: str = ""
    representations: str = ""
    description: str = ""
    late_reason: str = ""


@transaction.atomic
def review(*, by: User, period: Period, details: ReviewDetails, version: int | None = None) -> PeriodReview:
    """Review a suspension or restriction; it ends where the review says so.

    Refused without a reason where it comes more than 4 weeks after the last. A suspension needs a senior officer.
    """
    require(by, Permission.SUSPENSION_DECIDE, period.case)
    assert period.case is not None  # only what a case ordered is reviewed
    case = locking.lock(period.case, version=version)
    held = Period.objects.select_for_update(of=("self",)).select_related("case", "officer").get(pk=period.pk)
    if held.ends_on is not None or held.kind not in (Period.Kind.SUSPENSION, Period.Kind.RESTRICTION):
        raise Refused("There is nothing to review: this has ended.")
    made = _written(held, details, by=by)
    milestones.reached(
        case=case, kind=MilestoneKind.SUSPENSION_REVIEWED, on=made.reviewed_on, by=by, about=held, source=made
    )
    before = {"restrictions": held.description}
    if made.decision == PeriodReview.Decision.VARY:
        message = "Enter what changes."
        held.description = said(details.description, field="description", message=message)
        held.save(update_fields=["description"])
    if made.decision == PeriodReview.Decision.END:
        close(period=held, ends_on=made.reviewed_on, reason=made.reasons, by=by)
    locking.save(case)
    after = {"id": made.pk, "subject": str(held.officer), "kind": held.get_kind_display().lower()}
    after |= {"result": made.get_decision_display().lower(), "restrictions": held.description}
    record(
        "suspension.reviewed",
        by=by,
        target=case,
        touched=[held.officer],
        before=before,
        after=after,
        reason=made.reasons,
    )
    return made


def _written(held: Period, details: ReviewDetails, *, by: User) -> PeriodReview:
    checks.in_the_past(details.reviewed_on, field="reviewed_on")
    reviewed = list(held.reviews.values_list("reviewed_on", flat=True))
    if details.reviewed_on < max([held.starts_on, *reviewed]) or details.reviewed_on in reviewed:
        raise Refused("The review must come after the start and after the review before it.", field="reviewed_on")
    reasons = said(details.reasons, field="reasons", message="Enter the reasons of the review.")
    name, rank = details.authorised_by.strip(), details.authorised_rank
    if held.kind == Period.Kind.SUSPENSION:
        name = checks.authorised(name, rank)
    return PeriodReview.objects.create(
        period=held,
        reviewed_on=details.reviewed_on,
        decision=details.decision,
        reasons=reasons,
        representations=details.representations.strip(),
        late_reason=_why_late(held, reviewed, details),
        authorised_by=name,
        authorised_rank=rank,
        recorded_by=by,
    )


def _why_late(held: Period, reviewed: list[date], details: ReviewDetails) -> str:
    due_on = review_due_on(held.starts_on, reviewed, received_on=held.case.received_on if held.case else None)
    if details.reviewed_on <= due_on:
        return ""
    message = f"This review was due by {uk_date(due_on)}. Enter why it is late."
    return said(details.late_reason, field="late_reason", message=message)
