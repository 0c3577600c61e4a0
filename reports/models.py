from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from misconduct.accounts.permissions import Doer, SystemActor
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet
from officers.models import Officer


class ExportRunQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """Every export for an auditor, but none of what others hold on the auditor; otherwise one's own."""
        if isinstance(viewer, SystemActor):
            return self
        if viewer.has(Permission.AUDIT_VIEW):
            own = Officer.objects.filter(account=viewer).values_list("pk", flat=True)
            about_self = [pk for number in own for pk in (number, str(number))]
            told = Q(filters__officer__isnull=True) | ~Q(filters__officer__in=about_self)
            return self.filter(told | Q(run_by=viewer)) if about_self else self
        return self.filter(run_by=viewer) if viewer.has(Permission.EXPORT_RUN) else self.none()


class ExportRun(models.Model):
    """An export's manifest: what was asked for, by whom and why, and the proof of what was given."""

    class Status(models.TextChoices):
        RUNNING = "running", "Running"
        FINISHED = "finished", "Finished"
        FAILED = "failed", "Broken off"

    slug = models.TextField()
    title = models.TextField()
    filters = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    reason = models.TextField()
    run_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports")
    as_at = models.DateTimeField(default=timezone.now)
    status = models.TextField(choices=Status.choices, default=Status.RUNNING)
    rows = models.BigIntegerField(null=True, blank=True)
    withheld = models.IntegerField(null=True, blank=True, help_text="Rows of sealed cases that were left out.")
    size = models.BigIntegerField(null=True, blank=True, help_text="In bytes.")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ExportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.title}, {self.as_at:%-d %B %Y}"

    @property
    def status_colour(self) -> str:
        """The colour of its tag."""
        return {"running": "blue", "finished": "green", "failed": "red"}[self.status]
