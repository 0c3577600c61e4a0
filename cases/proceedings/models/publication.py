from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.proceedings.models.proceeding import Proceeding
from cases.proceedings.querysets import ThroughProceeding
from misconduct.core.constraints import not_after
from misconduct.core.history import tracked


@tracked()
class Publication(models.Model):
    """What the chair decided to publish of a hearing, or to dispense with, and where and when it was put up.

    This software publishes nothing itself: it records what the force did on its own website.
    """

    class Kind(models.TextChoices):
        HEARING_NOTICE = "hearing_notice", "Notice of the hearing"
        OUTCOME_REPORT = "outcome_report", "Report on the outcome"

    class Shows(models.TextChoices):
        NAME = "name", "The officer’s name"
        DATE = "date", "The date"
        TIME = "time", "The time"
        PLACE = "place", "The place"
        ALLEGATION = "allegation", "What the allegation is about"
        FINDING = "finding", "The finding"
        OUTCOME = "outcome", "The outcome"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="publications")
    kind = models.TextField(choices=Kind.choices)
    is_dispensed_with = models.BooleanField(default=False)
    shows = models.JSONField(default=list, help_text="What the chair has it say, by the values of Shows.")
    decided_on = models.DateField()
    decided_by_name = models.TextField()
    reasons = models.TextField()
    redaction = models.TextField(blank=True, default="", help_text="What the public version leaves out, and why.")
    told_note = models.TextField(blank=True, default="", help_text="How families and victims were told beforehand.")
    published_on = models.DateField(null=True, blank=True)
    place = models.TextField(blank=True, default="", help_text="The address of the page on which it stands.")
    taken_down_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ThroughProceeding.as_manager()

    class Meta:
        ordering = ("proceeding", "kind", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["proceeding", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="publication_one_decision_in_force",
                violation_error_message="This is already decided. Read the decision before you add yours.",
            ),
            models.CheckConstraint(
                condition=Q(is_dispensed_with=False) | Q(published_on__isnull=True),
                name="publication_not_both_dispensed_and_published",
                violation_error_message="What is dispensed with is not published.",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | ~Q(place=""),
                name="publication_has_a_place",
                violation_error_message="Enter where it was published.",
            ),
            models.CheckConstraint(
                condition=(Q(taken_down_on__isnull=True) | Q(published_on__isnull=False))
                & not_after("published_on", "taken_down_on"),
                name="publication_up_before_down",
                violation_error_message="It can only be taken down after it was put up.",
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def shows_in_words(self) -> list[str]:
        return [str(self.Shows(value).label) for value in self.shows]


@tracked()
class Representation(models.Model):
    """What somebody asked of the chair about publication or sitting in private, and what was decided on it."""

    class Sender(models.TextChoices):
        OFFICER = "officer", "The officer"
        AUTHORITY = "authority", "The appropriate authority"
        IOPC = "iopc", "The IOPC"
        COMPLAINANT = "complainant", "The complainant or an interested person"
        WITNESS = "witness", "A witness"
        MEDIA = "media", "The media"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="representations")
    sender = models.TextField(choices=Sender.choices)
    sender_name = models.TextField(blank=True, default="")
    received_on = models.DateField()
    text = models.TextField()
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True, default="")

    objects = ThroughProceeding.as_manager()

    class Meta:
        ordering = ("proceeding", "received_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decision="") | (Q(decided_on__isnull=False) & ~Q(decision="")),
                name="representation_decided_in_words",
                violation_error_message="A decision on a representation needs its day and its words.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_sender_display()}, {self.received_on}"
