from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cases.flags import rules
from cases.flags.querysets import BacktestQuerySet, RuleQuerySet, RuleVersionQuerySet
from cases.flags.rules.history import About
from misconduct.core.constraints import both_or_neither, days_between, not_after
from misconduct.core.history import tracked


@tracked()
class Rule(models.Model):
    """What is looked for in a person's history. What it counts and from how many on is in its versions."""

    slug = models.SlugField(unique=True)
    name = models.TextField()

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("flags:rule", args=[self.pk])

    @property
    def looks_at(self) -> About:
        """Whether it looks at people, units or cases."""
        return rules.about(self.slug)


@tracked()
class RuleVersion(models.Model):
    """A rule's parameters from a day on. A draft may change; once approved, a change is a new version.

    `written_by` and `approved_by` are names as they were. The first versions came with the software: they have no
    author here. `effective_to` is the day after the last. One person asks to retire a version, and another, who is
    `retired_by`, agrees.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"
        DISCARDED = "discarded", "Thrown away"

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="versions")
    number = models.SmallIntegerField()
    status = models.TextField(choices=Status.choices, default=Status.APPROVED)
    parameters = models.JSONField(help_text="Such as threshold and window_months.")
    reason = models.TextField(blank=True, default="", help_text="Why the rule is changed.")
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    written_by = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)
    approved_by = models.TextField(blank=True, default="")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approval_note = models.TextField(blank=True, default="")
    retirement_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retirement_asked_from = models.DateField(
        null=True, blank=True, help_text="The first day on which it would no longer apply."
    )
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retirement_reason = models.TextField(blank=True, default="")
    version = models.IntegerField(default=1, help_text="Counts saves of a draft.")

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        ordering = ("rule", "-number")
        constraints = (
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version_once"),
            models.UniqueConstraint(
                fields=["rule"],
                condition=Q(status="draft"),
                name="rule_version_one_draft",
                violation_error_message="This rule has a draft already. Change that one, or throw it away.",
            ),
            models.CheckConstraint(
                condition=Q(status="approved", effective_from__isnull=False)
                | (~Q(status="approved") & Q(effective_from__isnull=True, effective_to__isnull=True)),
                name="rule_version_approved_has_a_first_day",
                violation_error_message="An approved version applies from a day; a draft does not apply yet.",
            ),
            models.CheckConstraint(
                condition=~Q(approver=F("author")) | Q(approver__isnull=True),
                name="rule_version_approved_by_a_second_person",
                violation_error_message="Whoever wrote a version cannot approve it.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("approver", "approved_at"),
                name="rule_version_approver_and_time",
                violation_error_message="An approval needs its person and its time.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("retirement_asked_by", "retirement_asked_from"),
                name="rule_version_asker_and_day",
                violation_error_message="Asking to retire a rule needs its person and its day.",
            ),
            models.CheckConstraint(
                condition=~Q(retired_by=F("retirement_asked_by")) | Q(retired_by__isnull=True),
                name="rule_version_retired_by_a_second_person",
                violation_error_message="Whoever asked to retire a rule cannot agree to it.",
            ),
            models.CheckConstraint(
                condition=not_after("effective_from", "effective_to"),
                name="rule_version_from_before_to",
                violation_error_message="A version cannot end before it starts.",
            ),
            ExclusionConstraint(
                name="rule_version_one_at_a_time",
                expressions=[
                    ("rule", RangeOperators.EQUAL),
                    (days_between("effective_from", "effective_to", with_last=False), RangeOperators.OVERLAPS),
                ],
                condition=Q(status="approved"),
                violation_error_message="Another version of this rule applies on some of these days.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("flags:version", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def waits_to_be_retired(self) -> bool:
        """Whether somebody asked to retire it and nobody has answered."""
        return self.retirement_asked_by_id is not None and self.retired_by_id is None

    def state(self, today: date) -> str:
        """Where it stands on a day, in words."""
        if self.status != self.Status.APPROVED or self.effective_from is None:
            return str(self.get_status_display())
        if self.effective_from > today:
            return "Approved, not yet in force"
        return "Retired" if self.effective_to is not None and self.effective_to <= today else "In force"


class Backtest(models.Model):
    """A rule with parameters tried on past months. The parameters stay, so that it can be run again.

    `figures` holds counts, day by day, and of units and cases their ids, never people's. Every rate is worked out from
    them when it is read.
    """

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="backtests")
    parameters = models.JSONField()
    first_on = models.DateField()
    last_on = models.DateField()
    horizon_months = models.SmallIntegerField(default=24, help_text="How far ahead to see what came.")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    requested_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    people_done = models.IntegerField(default=0)
    people_in_all = models.IntegerField(default=0)
    figures = models.JSONField(default=list)

    objects = BacktestQuerySet.as_manager()

    class Meta:
        ordering = ("-requested_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=not_after("first_on", "last_on"),
                name="backtest_first_before_last",
                violation_error_message="The last month cannot be before the first.",
            ),
            models.CheckConstraint(
                condition=Q(horizon_months__gte=1, horizon_months__lte=120),
                name="backtest_horizon_in_reason",
                violation_error_message="Look from 1 to 120 months ahead.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} tried from {self.first_on} to {self.last_on}"

    def get_absolute_url(self) -> str:
        return reverse("flags:backtest", args=[self.pk])
