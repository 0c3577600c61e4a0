"""The suspension that is shown, with every review that it had."""

from datetime import timedelta

from cases.demo.showcase.cast import Cast
from cases.models import Case
from cases.periods.actions import reviews, suspensions
from cases.periods.actions.reviews import ReviewDetails
from cases.periods.actions.suspensions import Grounds
from cases.periods.models import PeriodReview


def suspend(cast: Cast, case: Case) -> None:
    """Suspended on the third day, and reviewed every four weeks since."""
    grounds = Grounds(
        redeployment_reasons="Any post in the force gives access to the addresses of victims.",
        is_prejudice=False,
        is_public_interest=True,
        ground_reasons="The allegation is of abuse of position against a victim of crime.",
        authorised_by="Honor Llewellyn",
        authorised_rank="assistant-chief-constable",
    )
    subject = case.subjects.get()
    first = cast.ago(327)
    period = suspensions.suspend(
        by=cast.manager, subject=subject, starts_on=first, grounds=grounds, told_on=first, confirmed_on=cast.ago(326)
    )
    for number in range(1, 12):
        late = number == 7  # the one that an inspection would ask about
        details = ReviewDetails(
            reviewed_on=first + timedelta(days=28 * number + (3 if late else -2 * (number > 7))),
            decision=PeriodReview.Decision.CONTINUE,
            reasons="Nothing has changed: the reasons for the suspension stand as they were.",
            authorised_by="Honor Llewellyn",
            authorised_rank="assistant-chief-constable",
            representations="The Federation asks for a restricted post." if number == 4 else "",
            late_reason="The senior officer was away, and nobody had been named to stand in." if late else "",
        )
        if details.reviewed_on <= cast.today:
            reviews.review(by=cast.manager, period=period, details=details)
