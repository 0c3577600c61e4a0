from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.investigations.models.document import Document
from cases.investigations.querysets import InvestigationQuerySet
from cases.models import Case, Subject
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


@tracked()
class Interview(models.Model):
    """An interview of a subject from the day it was proposed (SI 2020/4 regulation 20).

    The subject may offer another time within five working days after the day proposed.
    """

    class Attendance(models.TextChoices):
        HELD = "held", "Held"
        NOT_ATTENDED = "not_attended", "The subject did not attend"
        CANCELLED = "cancelled", "Cancelled"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="interviews")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="interviews")
    proposed_on = models.DateField(help_text="The day on which the subject was asked.")
    proposed_for = models.DateTimeField()
    place = models.TextField(blank=True, default="")
    information_given_on = models.DateField(null=True, blank=True, help_text="Pre-interview information.")
    alternative_for = models.DateTimeField(null=True, blank=True)
    alternative_offered_on = models.DateField(null=True, blank=True)
    attendance = models.TextField(choices=Attendance.choices, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True, help_text="The day it was held, missed or cancelled.")
    friend = models.TextField(blank=True, default="", help_text="The police friend who was present.")
    notes = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_for", "-id")
        constraints = (
            models.CheckConstraint(
                condition=both_or_neither("alternative_for", "alternative_offered_on"),
                name="interview_alternative_is_whole",
                violation_error_message="An alternative needs its time and the day it was offered.",
            ),
            models.CheckConstraint(
                condition=Q(attendance="", ended_on__isnull=True) | (~Q(attendance="") & Q(ended_on__isnull=False)),
                name="interview_ended_has_a_day",
                violation_error_message="Say what became of the interview, and on which day.",
            ),
        )

    def __str__(self) -> str:
        return f"Interview of {self.subject}"


@tracked()
class SubjectResponse(models.Model):
    """A statement or documents that a subject handed in after the notice (SI 2020/4 regulation 18)."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", "Written statement"
        DOCUMENTS = "documents", "Documents"
        ORAL = "oral", "Oral statement"
        NONE = "none", "Said that they will not respond"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="responses")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="responses")
    kind = models.TextField(choices=Kind.choices)
    received_on = models.DateField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        ordering = ("-received_on", "-id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.subject}"
