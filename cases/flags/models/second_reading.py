from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.flags.models.flag import FlagReview
from cases.flags.querysets import ThroughReviewQuerySet
from misconduct.core.history import tracked


@tracked()
class SecondReading(models.Model):
    """What a second person made of a decision on a flag. `decided_by` repeats whose it was, so that they differ."""

    class Verdict(models.TextChoices):
        AGREED = "agreed", "Agree"
        SENT_BACK = "sent_back", "Send back to be decided again"

    review = models.OneToOneField(FlagReview, on_delete=models.PROTECT, related_name="second_reading")
    verdict = models.TextField(choices=Verdict.choices)
    reason = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    objects = ThroughReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-read_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(read_by=F("decided_by")),
                name="second_reading_by_a_second_person",
                violation_error_message="Whoever made a decision cannot be its second reader.",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="sent_back", reason=""),
                name="second_reading_sent_back_has_a_reason",
                violation_error_message="Enter why you send the decision back.",
            ),
        )

    def __str__(self) -> str:
        return self.get_verdict_display()
