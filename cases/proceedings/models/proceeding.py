from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.models import AllegationSubject, Case, Subject
from cases.proceedings.querysets import ProceedingQuerySet, ThroughProceeding
from misconduct.core.history import tracked


@tracked()
class Proceeding(models.Model):
    """A misconduct meeting, hearing or accelerated hearing of one case (SI 2020/4 Parts 4 and 5).

    How far it has got is worked out from its dated facts, and never typed. `regime` is the law of the day on which
    it was opened: it decides who sits.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", "Misconduct meeting"
        HEARING = "hearing", "Misconduct hearing"
        ACCELERATED = "accelerated", "Accelerated misconduct hearing"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proceedings")
    number = models.SmallIntegerField(help_text="Counts from 1 within the case.")
    kind = models.TextField(choices=Kind.choices)
    is_senior = models.BooleanField(default=False, help_text="Against an officer above chief superintendent.")
    regime = models.TextField()
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    reasons = models.TextField(help_text="Why there are proceedings of this kind.")
    stopped_on = models.DateField(null=True, blank=True)
    stopped_reason = models.TextField(blank=True, default="")

    objects = ProceedingQuerySet.as_manager()

    class Meta:
        ordering = ("case", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "number"],
                name="proceeding_number_once_in_a_case",
                violation_error_message="This case already has proceedings of that number.",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | ~Q(stopped_reason=""),
                name="proceeding_stopped_with_a_reason",
                violation_error_message="Enter why the proceedings were stopped.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number} of {self.case}"

    def get_absolute_url(self) -> str:
        return reverse("proceedings:detail", args=[self.case_id, self.pk])

    @property
    def is_meeting(self) -> bool:
        return self.kind == self.Kind.MEETING


@tracked()
class ProceedingSubject(models.Model):
    """One person whom the proceedings are against, and who stands by them.

    A former officer goes to an accelerated hearing unless they opt for a full one or the appropriate authority
    decides on one (SI 2025/558): `election` says which.
    """

    class Election(models.TextChoices):
        NONE = "", "None"
        OFFICER = "officer", "The former officer opted for a full hearing"
        AUTHORITY = "authority", "The appropriate authority decided on a full hearing"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="subjects")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="proceedings")
    election = models.TextField(choices=Election.choices, blank=True, default="")
    election_on = models.DateField(null=True, blank=True)
    election_reason = models.TextField(blank=True, default="")
    police_friend = models.TextField(blank=True, default="")
    lawyer = models.TextField(blank=True, default="")

    objects = ThroughProceeding.as_manager()

    class Meta:
        verbose_name = "subject of proceedings"
        ordering = ("proceeding", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["proceeding", "subject"],
                name="proceeding_subject_once",
                violation_error_message="These proceedings are already against this person.",
            ),
            models.CheckConstraint(
                condition=Q(election="") | Q(election_on__isnull=False),
                name="proceeding_election_has_a_date",
                violation_error_message="Enter the day on which a full hearing was chosen.",
            ),
        )

    def __str__(self) -> str:
        return str(self.subject)


@tracked()
class ProceedingPair(models.Model):
    """One allegation against one subject that the proceedings decide on."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="pairs")
    pair = models.ForeignKey(AllegationSubject, on_delete=models.PROTECT, related_name="proceedings")

    objects = ThroughProceeding.as_manager()

    class Meta:
        verbose_name = "allegation in proceedings"
        ordering = ("proceeding", "pair__allegation__number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["proceeding", "pair"],
                name="proceeding_pair_once",
                violation_error_message="This allegation is already before these proceedings.",
            ),
        )

    def __str__(self) -> str:
        return str(self.pair)


@tracked()
class Step(models.Model):
    """A dated fact of the proceedings that has no row of its own kind. One that proves wrong is withdrawn."""

    class Kind(models.TextChoices):
        NOTICE_SERVED = "notice_served", "Notice served"
        PAPERS_SERVED = "papers_served", "Papers served"
        LISTS_EXCHANGED = "lists_exchanged", "Witness lists exchanged"
        BUNDLE_SENT = "bundle_sent", "Lists and bundle sent to the chair"
        CONCLUDED = "concluded", "Concluded"
        REPORT_SENT = "report_sent", "Panel report sent to the appropriate authority"
        OUTCOME_NOTIFIED = "outcome_notified", "Officer told of the outcome in writing, with the right of appeal"
        RECORD_KEPT = "record_kept", "Verbatim record kept"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="steps")
    kind = models.TextField(choices=Kind.choices)
    done_on = models.DateField()
    details = models.TextField(blank=True, default="", help_text="Such as how it was served, or where it is kept.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    objects = ThroughProceeding.as_manager()

    class Meta:
        ordering = ("proceeding", "done_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["proceeding", "kind"],
                condition=Q(withdrawn_at__isnull=True),
                name="proceeding_step_once",
                violation_error_message="This step is already recorded. Withdraw it first if it is wrong.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="proceeding_step_withdrawn_with_a_reason",
                violation_error_message="Enter why the step is withdrawn.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.proceeding}: {self.get_kind_display()}"
