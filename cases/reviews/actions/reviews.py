"""Complaint reviews: asked for, determined, and what is recommended with the answer to it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Case
from cases.reviews.body import AboutComplaint, is_in_time, last_day_to_apply, review_body
from cases.reviews.models import ComplaintReview, ReviewRecommendation
from cases.stages import RecordType
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date


@transaction.atomic
def apply(
    *,
    by: User,
    case: Case,
    facts: AboutComplaint,
    applicant: str,
    told_on: date,
    applied_on: date,
    days_misdirected: int = 0,
    late_because: str = "",
    version: int | None = None,
) -> ComplaintReview:
    """Record an application for a review, with the body that decides it and whether it came in time.

    Raises Refused for anything but a complaint inside Schedule 3; ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    _refuse_unreviewable(case)
    checks.day_between(told_on, field="told_on", name="The day the outcome was told", from_day=case.received_on)
    checks.day_between(applied_on, field="applied_on", name="The day of the application", from_day=told_on)
    body, why = review_body(facts)
    review = ComplaintReview.objects.create(
        case=case,
        body=body,
        body_because=" and ".join(why),
        applicant=checks.said(applicant, field="applicant", message="Enter who applies for the review."),
        told_on=told_on,
        applied_on=applied_on,
        days_misdirected=days_misdirected,
        is_in_time=is_in_time(applied_on, told_on, days_misdirected=days_misdirected),
        late_because=_late(applied_on, told_on, days_misdirected, late_because),
        recorded_by=by,
    )
    milestones.reached(case=case, kind=MilestoneKind.REVIEW_APPLIED, on=applied_on, by=by, source=review)
    locking.save(case)
    after = {"id": review.pk, "body": review.get_body_display(), "because": why, "applied_on": applied_on}
    record("review.applied", by=by, target=case, after=after, reason=review.late_because)
    return review


@transaction.atomic
def determine(
    *,
    by: User,
    review: ComplaintReview,
    determination: str,
    determined_on: date,
    reasons: str,
    recommendations: Sequence[str] = (),
    version: int | None = None,
) -> ComplaintReview:
    """Record what the review body determined, with its recommendations. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.DECISION_RECORD, review)
    case = locking.lock_open(review.case, version=version)
    review = case.reviews.get(pk=review.pk)
    if review.determined_on:
        raise Refused("This review is determined already.")
    if determination not in ComplaintReview.Determination.values:
        raise Refused("Choose what was determined.", field="determination")
    name = "The day it was determined"
    checks.day_between(determined_on, field="determined_on", name=name, from_day=review.applied_on)
    review.reasons = checks.said(reasons, field="reasons", message="Enter the reasons of the review body.")
    review.determination, review.determined_on, review.determined_by = determination, determined_on, by
    review.save(update_fields=["determination", "determined_on", "determined_by", "reasons"])
    milestones.reached(case=case, kind=MilestoneKind.REVIEW_DETERMINED, on=determined_on, by=by, source=review)
    for text in filter(None, map(str.strip, recommendations)):
        made = ReviewRecommendation.objects.create(review=review, text=text, received_on=determined_on)
        kind = MilestoneKind.RECOMMENDATION_RECEIVED
        milestones.reached(case=case, kind=kind, on=determined_on, by=by, about=made, source=made)
    locking.save(case)
    after = {"id": review.pk, "value": review.get_determination_display(), "decided_on": determined_on}
    record("review.determined", by=by, target=case, after=after, reason=review.reasons)
    return review


@transaction.atomic
def answer_recommendation(
    *,
    by: User,
    recommendation: ReviewRecommendation,
    is_accepted: bool,
    response: str,
    answered_on: date,
    version: int | None = None,
) -> ReviewRecommendation:
    """Record the authority's answer to a recommendation. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.DECISION_RECORD, recommendation)
    case = locking.lock_open(recommendation.review.case, version=version)
    held = ReviewRecommendation.objects.get(pk=recommendation.pk)
    if held.answered_on:
        raise Refused("This recommendation is answered already.")
    checks.day_between(answered_on, field="answered_on", name="The day of the answer", from_day=held.received_on)
    held.response = checks.said(response, field="response", message="Enter the answer and its reasons.")
    held.is_accepted, held.answered_on, held.answered_by = is_accepted, answered_on, by
    held.save(update_fields=["is_accepted", "response", "answered_on", "answered_by"])
    kind = MilestoneKind.RECOMMENDATION_ANSWERED
    milestones.reached(case=case, kind=kind, on=answered_on, by=by, about=held, source=held)
    locking.save(case)
    after = {"id": held.pk, "value": "accepted" if is_accepted else "not accepted"}
    record("recommendation.answered", by=by, target=case, after=after, reason=held.response)
    return held


def _refuse_unreviewable(case: Case) -> None:
    if case.record_type != RecordType.COMPLAINT_INSIDE:
        raise Refused("Only a complaint inside Schedule 3 can be reviewed.")
    if case.reviews.filter(determined_on__isnull=True).exists():
        raise Refused("A review of this case is open already. Record what was determined first.")


def _late(applied_on: date, told_on: date, days_misdirected: int, because: str) -> str:
    if is_in_time(applied_on, told_on, days_misdirected=days_misdirected):
        return ""
    last = uk_date(last_day_to_apply(told_on, days_misdirected=days_misdirected))
    message = f"The last day to apply was {last}. Enter why it is let in, or that it is not."
    return checks.said(because, field="late_because", message=message)
