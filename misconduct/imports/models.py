from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet, Viewer


class ImportRunQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        return self if viewer.is_system or viewer.has(Permission.IMPORT_RUN) else self.none()


class ImportRun(models.Model):
    """One file taken in, from upload to rows: what was found in it, what it changed, what it left out."""

    class Kind(models.TextChoices):
        OFFICERS = "officers", "Officer roster"
        CASES = "cases", "Case history"
        SUBJECTLESS_CASES = "subjectless_cases", "Cases with no identified subject"

    class Status(models.TextChoices):
        UPLOADED = "uploaded", "Uploaded"
        PREVIEWING = "previewing", "Being checked"
        PREVIEWED = "previewed", "Ready to import"
        QUEUED = "queued", "Waiting to start"
        RUNNING = "running", "Being imported"
        FINISHED = "finished", "Imported"
        FAILED = "failed", "Stopped"
        ROLLED_BACK = "rolled_back", "Rolled back"

    kind = models.TextField(choices=Kind.choices)
    status = models.TextField(choices=Status.choices, default=Status.UPLOADED)
    file_name = models.TextField()
    file_path = models.TextField(blank=True, default="")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(help_text="In bytes.")
    rows_total = models.IntegerField(null=True, blank=True)
    rows_done = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    warnings = models.JSONField(default=dict)
    failure = models.TextField(blank=True, default="")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="import_runs"
    )
    started_by_name = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"

    def get_absolute_url(self) -> str:
        return reverse("imports:detail", args=[self.pk])

    @property
    def status_colour(self) -> str:
        """The colour of the tag that shows the status."""
        return _COLOURS[self.Status(self.status)]

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has it, or is about to."""
        return self.status in _UNDER_WAY

    @property
    def can_be_committed(self) -> bool:
        """Whether somebody may start it, or start it again where it broke off."""
        return self.status == self.Status.PREVIEWED or (
            self.status == self.Status.FAILED and bool(self.counts) and self.counts["accepted"] > 0
        )

    @property
    def can_be_rolled_back(self) -> bool:
        """Whether it wrote something. What depends on that since is found out on the attempt."""
        return self.status in (self.Status.FINISHED, self.Status.FAILED) and self.rows_done > 0


_COLOURS = {
    ImportRun.Status.UPLOADED: "grey",
    ImportRun.Status.PREVIEWING: "yellow",
    ImportRun.Status.PREVIEWED: "blue",
    ImportRun.Status.QUEUED: "yellow",
    ImportRun.Status.RUNNING: "yellow",
    ImportRun.Status.FINISHED: "green",
    ImportRun.Status.FAILED: "red",
    ImportRun.Status.ROLLED_BACK: "purple",
}
_UNDER_WAY = (
    ImportRun.Status.UPLOADED,
    ImportRun.Status.PREVIEWING,
    ImportRun.Status.QUEUED,
    ImportRun.Status.RUNNING,
)


class ImportIssue(models.Model):
    """One row that was rejected, or taken with a warning. Nothing is dropped or mended in silence."""

    class Level(models.TextChoices):
        WARNING = "warning", "Warning"
        REJECTED = "rejected", "Rejected"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="issues")
    line = models.IntegerField(help_text="The row's line in the spreadsheet; the header is line 1.")
    level = models.TextField(choices=Level.choices)
    code = models.TextField()
    column = models.TextField(blank=True, default="")
    message = models.TextField()
    row = models.JSONField(null=True, help_text="The rejected row as it stood in the file.")

    objects = models.Manager()

    class Meta:
        ordering = ("run", "line", "id")
        indexes = (models.Index(fields=["run", "level", "code"], name="import_issue_run_level_code"),)

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"
