"""What the page of one suspension, restriction or criminal proceeding shows."""

from dataclasses import dataclass
from datetime import date

from cases.periods.models import Period, PeriodReview
from cases.periods.rules import is_confirmed_late, review_due_on

ORDERED = (Period.Kind.SUSPENSION, Period.Kind.RESTRICTION)


@dataclass(frozen=True)
class PeriodSheet:
    """A period with its reviews. Only one that was ordered is reviewed, and only while it runs."""

    period: Period
    reviews: list[PeriodReview]
    is_ordered: bool
    review_due_on: date | None
    is_review_late: bool
    is_confirmed_late: bool


def sheet_of(period: Period, *, received_on: date | None, today: date) -> PeriodSheet:
    """`received_on` is the day the case was received, whose law counts. One query."""
    reviews = list(period.reviews.select_related("recorded_by"))
    is_ordered = period.kind in ORDERED
    due_on = None
    if is_ordered and period.ends_on is None:
        days = [review.reviewed_on for review in reviews]
        due_on = review_due_on(period.starts_on, days, received_on=received_on)
    return PeriodSheet(
        period=period,
        reviews=reviews,
        is_ordered=is_ordered,
        review_due_on=due_on,
        is_review_late=due_on is not None and today > due_on,
        is_confirmed_late=is_confirmed_late(period.told_on, period.confirmed_on, today=today, received_on=received_on),
    )
