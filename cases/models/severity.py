from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.case import Case
from cases.models.code import Code
from cases.models.decision import Decision
from cases.querysets import OfDecisionQuerySet, ThroughCase
from misconduct.core.history import tracked
from officers.models import Officer


@tracked()
class HistoryView(models.Model):
    """That somebody read a subject's whole history for a case, and what exactly it showed them.

    `matters` has for each matter shown its case, its reference and a digest of the line of facts, so that a later
    change of the history can be told from what was read.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="history_views")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="history_views")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    viewed_at = models.DateTimeField(default=timezone.now)
    matter_count = models.IntegerField()
    matters = models.JSONField(default=list)

    objects = ThroughCase.as_manager()

    class Meta:
        ordering = ("-viewed_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(matter_count__gte=0),
                name="history_view_counts_its_matters",
                violation_error_message="The number of matters read cannot be below zero.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case}: history of {self.officer} read by {self.viewer}"


@tracked()
class SeverityAssessment(models.Model):
    """The reasoning under a severity decision (SI 2020/4 regulation 14), by the headings of the seriousness worksheet.

    `factors` are the items of the worksheet that apply; each text says what shows them. `history_view` is the
    reading of the person's history on which the decision rests; there is none for somebody not identified.
    """

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="assessment")
    factors = models.ManyToManyField(Code, related_name="+", blank=True)
    culpability = models.TextField()
    harm = models.TextField()
    aggravating = models.TextField()
    mitigating = models.TextField()
    likely_forum = models.ForeignKey(
        Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty for no proceedings."
    )
    pattern = models.TextField(blank=True, default="", help_text="What was made of the earlier matters together.")
    history_view = models.ForeignKey(
        HistoryView, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )

    objects = OfDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("decision",)

    def __str__(self) -> str:
        return f"reasoning of {self.decision}"


@tracked()
class SpecialConditions(models.Model):
    """What a certificate of special conditions rests on (SI 2020/4 regulation 49), and the senior officer behind it."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="special_conditions")
    evidence = models.TextField(help_text="Why the written evidence alone is enough to prove gross misconduct.")
    public_interest = models.TextField(help_text="Why they should cease to serve without delay.")
    authorised_by_name = models.TextField()
    authorised_by_rank = models.TextField()

    objects = OfDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("decision",)
        verbose_name_plural = "special conditions"

    def __str__(self) -> str:
        return f"special conditions of {self.decision}"
