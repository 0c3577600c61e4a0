from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cases.flags import restricted
from cases.flags.models.rule import Rule, RuleVersion
from cases.flags.querysets import (
    FlagQuerySet,
    ReviewQuerySet,
    ThroughFlagQuerySet,
)
from cases.flags.rules.history import About
from cases.models import Case, Subject
from misconduct.core.constraints import both_or_neither, just_one
from misconduct.core.history import tracked
from officers.models import Officer, Unit


@tracked()
class Flag(models.Model):
    """A prompt for a person to look at somebody's whole history, at a unit or at a case. Never a finding.

    The evidence is frozen: rule version, parameters, window, circumstances, and in `matters` what was counted and
    what was left out, as the rule saw it.
    """

    class Status(models.TextChoices):
        OPEN = "open", "To review"
        SECOND_READING = "second_reading", "Waiting for a second reader"
        REVIEWED = "reviewed", "Reviewed"
        SUPERSEDED = "superseded", "Replaced by a newer flag"

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="flags")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="flags")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="flags")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="flags")
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="flags")
    parameters = models.JSONField()
    circumstances = models.JSONField(default=dict, help_text="What the rule knew besides the matters.")
    scope = models.TextField(blank=True, default="", help_text="The category, for a rule about one category.")
    scope_label = models.TextField(blank=True, default="")
    evidence_key = models.CharField(max_length=64, help_text="SHA-256 of the matters counted.")
    counted = models.IntegerField()
    window_from = models.DateField()
    window_to = models.DateField(help_text="The first day after the window.")
    sentence = models.TextField(help_text="Why it fired, in words.")
    status = models.TextField(choices=Status.choices, default=Status.OPEN)
    fired_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    tier = models.SmallIntegerField(default=4, help_text="How soon a person looks: 1 is first, 4 last.")
    tier_reason = models.TextField(blank=True, default="", help_text="Why it is this tier, in words.")
    score = models.IntegerField(null=True, blank=True, help_text="Points that put it in order; none on older flags.")
    score_card = models.JSONField(null=True, blank=True, help_text="Where the points are from, to be added up again.")
    score_percent = models.IntegerField(
        null=True, blank=True, help_text="Of a hundred points how many count in the queue, by what the work brings."
    )
    escalated_at = models.DateTimeField(null=True, blank=True, help_text="When managers were told that it is late.")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="flags_assigned",
    )
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    version = models.IntegerField(default=1)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ("tier", "due_on", "id")
        indexes = (
            models.Index(fields=["status", "tier", "due_on"], name="flag_queue_by_tier"),
            models.Index(fields=["officer", "rule", "scope", "-id"], name="flag_of_officer_and_rule"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["officer", "unit", "case", "rule_version", "scope", "evidence_key"],
                nulls_distinct=False,
                name="flag_once_for_its_evidence",
            ),
            models.UniqueConstraint(
                fields=["officer", "unit", "case", "rule", "scope"],
                condition=Q(status="open"),
                nulls_distinct=False,
                name="flag_one_open",
            ),
            models.CheckConstraint(
                condition=both_or_neither("score", "score_card"),
                name="flag_score_with_its_card",
                violation_error_message="A score stands with the card that it adds up.",
            ),
            models.CheckConstraint(
                condition=Q(score_percent__isnull=True) | Q(score_percent__gte=1, score__isnull=False),
                name="flag_score_percent_of_a_score",
                violation_error_message="Only a score counts in part, and never for nothing.",
            ),
            models.CheckConstraint(
                condition=Q(tier__gte=1, tier__lte=4),
                name="flag_tier_from_1_to_4",
                violation_error_message="A tier is 1, 2, 3 or 4.",
            ),
            models.CheckConstraint(
                condition=just_one("officer", "unit", "case"),
                name="flag_about_one_thing",
                violation_error_message="A flag is about a person, a unit or a case.",
            ),
        )

    def __str__(self) -> str:
        """How the log calls it, which names nobody beside a restricted rule."""
        return str(self.rule) if self.is_restricted else f"{self.rule}: {self.about}"

    def get_absolute_url(self) -> str:
        return reverse("flags:detail", args=[self.pk])

    @property
    def about(self) -> Officer | Unit | Case:
        """The person, unit or case that somebody is asked to look at."""
        found = self.officer or self.unit or self.case
        if found is None:
            raise ValueError("A flag is about a person, a unit or a case.")
        return found

    @property
    def about_name(self) -> str:
        """The name of the person or unit, or the reference of the case."""
        return self.officer.name if self.officer else str(self.about)

    @property
    def about_id(self) -> int:
        """The id of that record. No record has the id 0."""
        return self.officer_id or self.unit_id or self.case_id or 0

    @property
    def looks_at(self) -> About:
        """Which of the three it is about."""
        if self.officer_id:
            return About.OFFICER
        return About.UNIT if self.unit_id else About.CASE

    @property
    def is_restricted(self) -> bool:
        """Whether only those may see it who may know who reports in confidence."""
        return self.rule.slug in restricted.RULES

    @property
    def named_in_log(self) -> list[Officer | Unit | Case]:
        """What the log names beside the flag: of a restricted one nothing, as its record would tell of the flag."""
        return [] if self.is_restricted else [self.about]


class FlagMatter(models.Model):
    """One matter of a person's history as the rule saw it, counted or left out with the reason."""

    class DatedBy(models.TextChoices):
        RECEIVED = "received", "Received"
        FINALISED = "finalised", "Finalised: the date of receipt is not known"

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="matters")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    dated_on = models.DateField(null=True, blank=True)
    dated_by = models.TextField(choices=DatedBy.choices, blank=True, default="", help_text="What the date is of.")
    category = models.TextField(blank=True, default="")
    facts = models.JSONField(default=dict, help_text="The matter as the rule saw it.")
    is_counted = models.BooleanField()
    reason = models.TextField(blank=True, default="", help_text="Why it was left out.")

    objects = ThroughFlagQuerySet.as_manager()

    class Meta:
        ordering = (models.F("dated_on").asc(nulls_last=True), "id")
        constraints = (models.UniqueConstraint(fields=["flag", "subject"], name="flag_matter_once"),)

    def __str__(self) -> str:
        return f"{self.flag_id}: {self.subject_id}"


@tracked()
class FlagReview(models.Model):
    """What a person decided on a flag, and why."""

    class Decision(models.TextChoices):
        NO_ACTION = "no_action", "No action"
        WELFARE = "welfare", "Welfare conversation"
        REFLECTIVE_PRACTICE = "reflective_practice", "Reflective practice"
        COUNTER_CORRUPTION = "counter_corruption", "Refer to counter-corruption"
        VETTING = "vetting", "Vetting review"
        REASSESS_SEVERITY = "reassess_severity", "Re-assess severity"
        TAKE_UP = "take_up", "Take up with whoever is in charge"
        MONITOR = "monitor", "Monitor until a date"

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="reviews")
    decision = models.TextField(choices=Decision.choices)
    reason = models.TextField()
    monitor_until = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="flag_reviews")
    decided_at = models.DateTimeField(default=timezone.now)
    why_second_reader = models.TextField(blank=True, default="", help_text="Why a second person reads it, if so.")
    later_cases = models.IntegerField(null=True, blank=True, help_text="Cases in the 12 months after; filled in then.")
    later_proven = models.IntegerField(null=True, blank=True)
    later_not_proven = models.IntegerField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(later_cases__isnull=True, later_proven__isnull=True, later_not_proven__isnull=True)
                | Q(later_cases__isnull=False, later_proven__isnull=False, later_not_proven__isnull=False)
                & Q(later_proven__gte=0, later_not_proven__gte=0)
                & Q(later_cases__gte=F("later_proven") + F("later_not_proven")),
                name="flag_review_later_counts_add_up",
                violation_error_message="What came later is counted together, and no case twice.",
            ),
            models.CheckConstraint(
                condition=Q(decision="monitor", monitor_until__isnull=False)
                | (~Q(decision="monitor") & Q(monitor_until__isnull=True)),
                name="flag_review_monitor_has_a_date",
                violation_error_message="Enter the date to monitor until.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="flag_review_has_a_reason",
                violation_error_message="Enter the reason for your decision.",
            ),
        )

    def __str__(self) -> str:
        return self.get_decision_display()
