from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.flags.querysets import (
    RunQuerySet,
    WorkQuerySet,
)
from cases.flags.rules.history import About
from cases.models import Case
from misconduct.core.constraints import both_or_neither, just_one
from officers.models import Officer, Unit


class EvaluationRequest(models.Model):
    """What is recorded of a person, a unit or a case changed: look at their flags again.

    The row is the queue; Redis only wakes it.
    """

    officer = models.OneToOneField(
        Officer, on_delete=models.CASCADE, null=True, blank=True, related_name="evaluation_request"
    )
    unit = models.OneToOneField(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="evaluation_request"
    )
    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, null=True, blank=True, related_name="evaluation_request"
    )
    requested_at = models.DateTimeField(default=timezone.now)

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ("requested_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=just_one("officer", "unit", "case"),
                name="evaluation_request_about_one_thing",
                violation_error_message="A request is about a person, a unit or a case.",
            ),
        )

    def __str__(self) -> str:
        name = next(name for name in ("officer", "unit", "case") if getattr(self, f"{name}_id"))
        return f"{name} {getattr(self, f'{name}_id')}"


class EvaluationRun(models.Model):
    """One evaluation of everyone, as at the start of a day, cut into ranges that many workers share."""

    as_at = models.DateField()
    options = models.JSONField(default=dict)
    peers = models.JSONField(default=dict, help_text="Groups of people in the same work, worked out once for the run.")
    works = models.JSONField(null=True, help_text="The cases usual in each work, worked out once; none on older runs.")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["as_at", "options"],
                condition=Q(finished_at__isnull=True),
                name="evaluation_run_one_unfinished",
            ),
        )

    def __str__(self) -> str:
        return f"as at {self.as_at}"


class EvaluationRange(models.Model):
    """People, units or cases with ids from one to another, both included.

    Claimed by one worker; claimed again when that one died.
    """

    run = models.ForeignKey(EvaluationRun, on_delete=models.CASCADE, related_name="ranges")
    about = models.TextField(default=About.OFFICER.value, help_text="What the ids are of: officer, unit or case.")
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    raised = models.IntegerField(default=0)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ("run", "about", "first_id")
        constraints = (
            models.UniqueConstraint(fields=["run", "about", "first_id"], name="evaluation_range_once"),
            models.CheckConstraint(
                condition=both_or_neither("finished_at", "claimed_at") | Q(finished_at__isnull=True),
                name="evaluation_range_claimed_before_finished",
            ),
        )

    def __str__(self) -> str:
        return f"{self.about} {self.first_id}–{self.last_id}"
