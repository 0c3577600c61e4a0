"""A complainant's application for a review of how a complaint was handled, and what the review body recommends."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models import Case
from cases.querysets import ThroughCase
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


class RecommendationQuerySet(ThroughCase):
    case_path = "review__case"


@tracked()
class ComplaintReview(models.Model):
    """One application, from the day it was made to its determination. Late ones are kept, with why they were let in."""

    class Body(models.TextChoices):
        IOPC = "iopc", "IOPC"
        LOCAL_POLICING_BODY = "lpb", "Local policing body"

    class Determination(models.TextChoices):
        UPHELD = "upheld", "Upheld: not reasonable and proportionate"
        NOT_UPHELD = "not_upheld", "Not upheld: reasonable and proportionate"
        INVALID = "invalid", "Not a valid application"
        WITHDRAWN = "withdrawn", "Withdrawn"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    body = models.TextField(choices=Body.choices)
    body_because = models.TextField(blank=True, default="", help_text="Why it is the IOPC.")
    applicant = models.TextField()
    told_on = models.DateField(help_text="When the outcome was told.")
    applied_on = models.DateField()
    days_misdirected = models.PositiveSmallIntegerField(default=0, help_text="In the hands of the wrong body.")
    is_in_time = models.BooleanField()
    late_because = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    determination = models.TextField(choices=Determination.choices, blank=True, default="")
    determined_on = models.DateField(null=True, blank=True)
    reasons = models.TextField(blank=True, default="")
    determined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who recorded it here.",
    )

    objects = ThroughCase.as_manager()

    class Meta:
        ordering = ("case", "-applied_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(determined_on__isnull=True),
                name="complaint_review_one_at_a_time",
                violation_error_message="A review of this case is open already.",
            ),
            models.CheckConstraint(
                condition=Q(is_in_time=True) | ~Q(late_because=""),
                name="complaint_review_late_says_why",
                violation_error_message="A late application says why it is let in, or that it is not.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("determined_on", "determined_by")
                & (
                    Q(determined_on__isnull=True, determination="")
                    | (Q(determined_on__gte=F("applied_on")) & ~Q(determination=""))
                ),
                name="complaint_review_determined_after_it_was_asked",
                violation_error_message="A determination needs its date, on or after the day the review was asked for.",
            ),
            models.CheckConstraint(
                condition=Q(applied_on__gte=F("told_on")),
                name="complaint_review_asked_after_the_outcome",
                violation_error_message="A review is asked for on or after the day the outcome was told.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case}: review by the {self.get_body_display()}"


@tracked()
class ReviewRecommendation(models.Model):
    """What the review body recommends, and what the authority answers (Schedule 3 paragraphs 28A and 28B)."""

    review = models.ForeignKey(ComplaintReview, on_delete=models.CASCADE, related_name="recommendations")
    text = models.TextField()
    received_on = models.DateField()
    is_accepted = models.BooleanField(null=True, blank=True)
    response = models.TextField(blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ("review", "id")
        constraints = (
            models.CheckConstraint(
                condition=both_or_neither("answered_on", "answered_by")
                & both_or_neither("answered_on", "is_accepted")
                & (Q(answered_on__isnull=True) | (Q(answered_on__gte=F("received_on")) & ~Q(response=""))),
                name="review_recommendation_answered_in_full",
                violation_error_message="An answer needs its date, its person, whether it is accepted and the words.",
            ),
        )

    def __str__(self) -> str:
        return f"Recommendation {self.pk} on {self.review.case}"
