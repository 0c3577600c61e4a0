from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.clocks.definitions import Definition, Nature, definition, labels
from cases.clocks.models.milestone import Milestone
from cases.clocks.querysets import ClockQuerySet, ThroughClock
from cases.clocks.states import Status, status_of
from cases.models import Case
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked

RUNNING = Q(satisfied_on__isnull=True, ended_on__isnull=True, withdrawn_at__isnull=True)


@tracked()
class Clock(models.Model):
    """One deadline of a case. All but the reason for a breach is worked out from milestones, again and again.

    `definition` names the rule in `definitions.toml`; `about` is what it is counted for, as the log names it. A clock
    whose start was taken back is withdrawn, and stays to be seen.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    definition = models.TextField()
    about = models.TextField(blank=True, default="")
    started_on = models.DateField()
    started_by = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    original_due_on = models.DateField(null=True, blank=True, help_text="Without pauses and extensions.")
    earliest_on = models.DateField(null=True, blank=True, help_text="Where a least time must pass first.")
    extended_to = models.DateField(null=True, blank=True)
    paused_days = models.IntegerField(default=0, help_text="Calendar days.")
    paused_since = models.DateField(null=True, blank=True)
    satisfied_on = models.DateField(null=True, blank=True)
    satisfied_by = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True, help_text="When it was no longer needed.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    breached_noticed_at = models.DateTimeField(null=True, blank=True)
    breach_reason = models.TextField(blank=True, default="")
    breach_reason_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    breach_reason_at = models.DateTimeField(null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = "deadline"
        ordering = (F("due_on").asc(nulls_last=True), "id")
        indexes = (
            models.Index(fields=["due_on"], condition=RUNNING, name="clock_running_due"),
            models.Index(fields=["case", "due_on"], name="clock_case_due"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["case", "definition", "about", "started_on"],
                name="clock_once_for_its_start",
                violation_error_message="This deadline already runs from this day.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("satisfied_on", "satisfied_by"),
                name="clock_satisfied_on_and_by",
                violation_error_message="A deadline that was met needs the day and what met it.",
            ),
            models.CheckConstraint(
                condition=Q(breach_reason="", breach_reason_by__isnull=True, breach_reason_at__isnull=True)
                | Q(~Q(breach_reason=""), breach_reason_by__isnull=False, breach_reason_at__isnull=False),
                name="clock_breach_reason_and_by",
                violation_error_message="A reason for a missed deadline needs its writer and its time.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}, {self.case}"

    @property
    def label(self) -> str:
        return labels().get(self.definition, self.definition)

    @property
    def rule(self) -> Definition:
        """The law it runs under: that of the day the case was received."""
        return definition(self.definition, received_on=self.case.received_on)

    @property
    def nature(self) -> Nature:
        return self.rule.nature

    def status(self, today: date) -> Status:
        return status_of(self, nature=self.nature, today=today)

    @property
    def is_breach(self) -> bool:
        """Whether the law was not kept, as at today."""
        return self.status(timezone.localdate()).is_breach

    @property
    def needs_reason(self) -> bool:
        return self.is_breach and not self.breach_reason


@tracked()
class ClockExtension(models.Model):
    """More time for one deadline: until when, who granted it, and why. The one granted last counts."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="extensions")
    until = models.DateField()
    granted_on = models.DateField()
    granted_by = models.TextField(help_text="Who granted it, such as the chair, by name and office.")
    reason = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ThroughClock.as_manager()

    class Meta:
        verbose_name = "extension of a deadline"
        ordering = ("clock", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(granted_by=""),
                name="clock_extension_says_who_and_why",
                violation_error_message="Enter who granted the extension, and why.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.clock} until {self.until}"


class ClockRefresh(models.Model):
    """The day as at which the clocks of a case were last worked out. It changes daily, so it keeps no history.

    `reminded_on` is empty until reminders have been prepared for what was worked out.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="clock_refresh")
    refreshed_on = models.DateField(db_index=True)
    reminded_on = models.DateField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.case}: {self.refreshed_on}"
