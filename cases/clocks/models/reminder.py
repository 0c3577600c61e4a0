from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.clocks.models.clock import Clock
from cases.clocks.querysets import ReminderQuerySet


class Reminder(models.Model):
    """One e-mail to one person about one deadline. The row comes first: what is not sent is found and sent later.

    `kind` is “before-7” for seven days before the last day, or “missed”. A deadline that moves is a new reminder.
    Dropped is what no longer needs to be sent: the deadline was met, or the person may not see the case any more.
    """

    MISSED = "missed"

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="reminders")
    kind = models.TextField()
    due_on = models.DateField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders")
    created_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=["id"], condition=Q(sent_at__isnull=True, dropped_at__isnull=True), name="reminder_waiting"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["clock", "kind", "due_on", "recipient"],
                name="reminder_once",
                violation_error_message="This person is already reminded of this.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.clock} to {self.recipient}"
