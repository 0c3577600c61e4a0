from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from cases.investigations.querysets import TaskQuerySet
from cases.models import Case
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


@tracked()
class Task(models.Model):
    """A next action in a case: what, by whom, by when, and once it is done, how."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    title = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tasks")
    due_on = models.DateField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.TextField(blank=True, default="", help_text="How it was done.")

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        indexes = (
            models.Index(
                fields=["owner", "due_on"], condition=models.Q(done_on__isnull=True), name="task_open_by_owner"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=both_or_neither("done_on", "done_by"),
                name="task_done_has_a_date_and_a_person",
                violation_error_message="An action that is done needs its day and the person who did it.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def days_late(self, today: date) -> int:
        """Calendar days past the due day; 0 for one that is not late or is done."""
        return 0 if self.done_on else max(0, (today - self.due_on).days)
