"""A complaint review that was asked for is determined, and what it recommends is answered, before the case ends."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cases.models import Case


def review_determined(case: "Case") -> str | None:
    if case.reviews.filter(determined_on__isnull=True).exists():
        return "Record what the review determined."
    return None


def recommendations_answered(case: "Case") -> str | None:
    open_ones = case.reviews.filter(recommendations__isnull=False, recommendations__answered_on__isnull=True)
    return "Answer the recommendations of the review." if open_ones.exists() else None


ANSWERED = (review_determined, recommendations_answered)
