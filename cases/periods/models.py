from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Allegation, Case
from cases.periods.codes import CODES
from cases.periods.querysets import PeriodQuerySet, PeriodReviewQuerySet
from misconduct.core.constraints import days_between, not_after
from misconduct.core.history import tracked
from misconduct.core.wording import uk_date
from officers.models import Officer

_SUSPENSION = "suspension"
_OF_A_CASE = ("suspension", "restriction", "criminal")
ONE_AT_A_TIME = ("suspension", "career_break", "probation")


@tracked()
class Period(models.Model):
    """A time in somebody's service that counts for misconduct matters, both days included. Without an end it runs on.

    A suspension keeps the evidence for both conditions of SI 2020/4 reg 11: temporary redeployment was considered and
    is unsuitable; and not to suspend might prejudice the investigation, or the public interest requires it.
    """

    class Kind(models.TextChoices):
        SUSPENSION = "suspension", "Suspension"
        RESTRICTION = "restriction", "Restricted duties"
        CRIMINAL = "criminal", "Criminal proceedings"
        CAREER_BREAK = "career_break", "Career break"
        PROBATION = "probation", "Probation"

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="periods")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="periods")
    kind = models.TextField(choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    description = models.TextField(blank=True, default="", help_text="The restrictions, or the court and the offence.")
    redeployment_reasons = models.TextField(blank=True, default="", help_text="Why redeployment is unsuitable.")
    is_prejudice = models.BooleanField(default=False, help_text="The investigation might be prejudiced otherwise.")
    is_public_interest = models.BooleanField(default=False, help_text="The public interest requires it.")
    ground_reasons = models.TextField(blank=True, default="")
    authorised_by = models.TextField(blank=True, default="", help_text="The senior officer.")
    authorised_rank = models.TextField(blank=True, default="")
    pay = models.TextField(blank=True, default="")
    told_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True, default="")
    convicted_on = models.DateField(null=True, blank=True)
    convicted_of = models.TextField(blank=True, default="", help_text="The offence.")
    is_indictable_only = models.BooleanField(default=False, help_text="The offence is triable only on indictment.")
    convicted_for = models.ForeignKey(
        Allegation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="convictions",
        help_text="The allegation of the case whose conduct the conviction is for.",
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=not_after("starts_on", "ends_on"),
                name="period_starts_before_it_ends",
                violation_error_message="It cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=_SUSPENSION) | ~Q(redeployment_reasons=""),
                name="period_suspension_considered_redeployment",
                violation_error_message="A suspension needs the reasons why temporary redeployment is unsuitable.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=_SUSPENSION)
                | (~Q(ground_reasons="") & (Q(is_prejudice=True) | Q(is_public_interest=True))),
                name="period_suspension_has_a_ground",
                violation_error_message="A suspension needs prejudice to the investigation, or the public interest.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=_SUSPENSION) | (~Q(authorised_by="") & ~Q(authorised_rank="") & ~Q(pay="")),
                name="period_suspension_is_authorised",
                violation_error_message="A suspension needs the senior officer who authorised it, and the pay.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=_OF_A_CASE) | Q(case__isnull=False),
                name="period_belongs_to_its_case",
                violation_error_message="Say in which case it was ordered.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=_OF_A_CASE) | Q(ends_on__isnull=True) | ~Q(end_reason=""),
                name="period_ends_for_a_reason",
                violation_error_message="Enter why it ends.",
            ),
            models.CheckConstraint(
                condition=not_after("told_on", "confirmed_on"),
                name="period_told_before_confirmed",
                violation_error_message="It is confirmed in writing on or after the day it was told.",
            ),
            models.CheckConstraint(
                condition=Q(convicted_on__isnull=True, convicted_of="")
                | Q(~Q(convicted_of=""), kind="criminal", convicted_on__isnull=False),
                name="period_conviction_has_day_and_offence",
                violation_error_message="A conviction needs its day and its offence.",
            ),
            models.CheckConstraint(
                condition=Q(is_indictable_only=False) | Q(convicted_on__isnull=False, convicted_for__isnull=False),
                name="period_indictable_only_names_its_allegation",
                violation_error_message="Choose the allegation that the conviction is for.",
            ),
            ExclusionConstraint(
                name="period_one_at_a_time",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (days_between("starts_on", "ends_on", with_last=True), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind__in=ONE_AT_A_TIME),
                violation_error_message="This person already has such a period on some of these days.",
            ),
        )
        indexes = (models.Index(fields=["officer", "kind"], name="period_of_officer"),)

    def __str__(self) -> str:
        joint = "against" if self.kind == self.Kind.CRIMINAL else "of"
        return f"{self.get_kind_display()} {joint} {self.officer}"

    @property
    def pay_label(self) -> str:
        """What pay goes on, in words."""
        return CODES.label("pay", self.pay) if self.pay else ""

    @property
    def authority_label(self) -> str:
        """The senior officer with their rank."""
        rank = CODES.label("rank", self.authorised_rank) if self.authorised_rank else ""
        return " ".join(filter(None, (rank, self.authorised_by)))

    @property
    def conviction_label(self) -> str:
        """What somebody was convicted of, and when."""
        if self.convicted_on is None:
            return ""
        only = ", triable only on indictment" if self.is_indictable_only else ""
        return f"{self.convicted_of} on {uk_date(self.convicted_on)}{only}"

    def runs_on(self, day: date) -> bool:
        """Whether the day belongs to it."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@tracked()
class PeriodReview(models.Model):
    """A review of a suspension or restriction: at least every 4 weeks, and on representations (SI 2020/4 reg 11)."""

    class Decision(models.TextChoices):
        CONTINUE = "continue", "Continues as it is"
        VARY = "vary", "Continues, changed"
        END = "end", "Ends"

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    decision = models.TextField(choices=Decision.choices)
    reasons = models.TextField()
    representations = models.TextField(blank=True, default="", help_text="What the person said, if anything.")
    late_reason = models.TextField(blank=True, default="")
    authorised_by = models.TextField(blank=True, default="")
    authorised_rank = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = PeriodReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-reviewed_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["period", "reviewed_on"],
                name="period_review_once_a_day",
                violation_error_message="A review of that day is already recorded.",
            ),
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="period_review_has_reasons",
                violation_error_message="Enter the reasons of the review.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period}: {self.get_decision_display().lower()}"

    @property
    def authority_label(self) -> str:
        """The senior officer with their rank."""
        rank = CODES.label("rank", self.authorised_rank) if self.authorised_rank else ""
        return " ".join(filter(None, (rank, self.authorised_by)))
