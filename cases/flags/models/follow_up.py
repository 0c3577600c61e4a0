from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.flags.models.flag import FlagReview
from cases.flags.querysets import FollowUpQuerySet
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


@tracked()
class FollowUp(models.Model):
    """What a decision on a flag asks somebody to do: what, who, by when, and once it is done, how it went."""

    review = models.OneToOneField(FlagReview, on_delete=models.PROTECT, related_name="follow_up")
    what = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="flag_follow_ups")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.TextField(blank=True, default="", help_text="What came of it.")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        indexes = (
            models.Index(fields=["owner", "due_on"], condition=Q(done_on__isnull=True), name="follow_up_open_by_owner"),
        )
        constraints = (
            models.CheckConstraint(
                condition=both_or_neither("done_on", "done_by"),
                name="follow_up_done_has_a_date_and_a_person",
                violation_error_message="A follow-up that is done needs its day and the person who did it.",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(outcome=""),
                name="follow_up_done_has_an_outcome",
                violation_error_message="Enter what came of it.",
            ),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("flags:follow_up_done", args=[self.pk])

    def is_late(self, today: date) -> bool:
        """Whether it should have been done before that day."""
        return self.done_on is None and self.due_on < today
