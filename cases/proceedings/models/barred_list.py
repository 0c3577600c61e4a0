from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Subject
from cases.proceedings.querysets import ListReturnQuerySet
from misconduct.core.history import tracked


@tracked()
class ListReturn(models.Model):
    """What the College of Policing was told about one person, for the barred or the advisory list (SI 2017/1135)."""

    class List(models.TextChoices):
        BARRED = "barred", "Barred list"
        ADVISORY = "advisory", "Advisory list"

    class Because(models.TextChoices):
        DISMISSED = "dismissed", "Dismissed for gross misconduct"
        WOULD_HAVE_BEEN = "would_have_been", "Would have been dismissed"
        INCOMPETENCE = "incompetence", "Dismissed for gross incompetence"
        LEFT = "left", "Left while the matter was going on"

    class Ended(models.TextChoices):
        CONVERTED = "converted", "Moved to the barred list"
        CLEARED = "cleared", "Taken off: cleared"
        REVIEWED = "reviewed", "Taken off after a review"
        QUASHED = "quashed", "Taken off: the outcome was set aside on appeal"

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="list_returns")
    list = models.TextField(choices=List.choices)
    because = models.TextField(choices=Because.choices)
    sent_on = models.DateField()
    reference = models.TextField(blank=True, default="", help_text="The College's own.")
    summary = models.TextField(help_text="What the return says.")
    review_not_before = models.DateField(help_text="Stored, never worked out from the list alone.")
    ended_on = models.DateField(null=True, blank=True)
    ended_as = models.TextField(choices=Ended.choices, blank=True, default="")
    ended_reason = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ListReturnQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(ended_on__isnull=True),
                name="list_return_one_standing",
                violation_error_message="This person is already on a list for this case. Change that entry.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_as="")
                | (Q(ended_on__isnull=False) & ~Q(ended_as="") & ~Q(ended_reason="")),
                name="list_return_ended_with_a_reason",
                violation_error_message="Enter how and why the entry ended.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_list_display()}: {self.subject}"
