from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Outcome, Subject
from cases.proceedings.models.proceeding import Proceeding, ProceedingPair
from cases.proceedings.querysets import AppealQuerySet, ThroughAppeal
from misconduct.core.history import tracked


@tracked()
class Appeal(models.Model):
    """An appeal against what a meeting or hearing found or decided, about one officer.

    Who may appeal, where and in how many days stands in `appeals.csv`, with the days each rule holds.
    """

    class Body(models.TextChoices):
        MEETING = "meeting", "Appeal meeting"
        TRIBUNAL = "tribunal", "Police Appeals Tribunal"

    class Appellant(models.TextChoices):
        OFFICER = "officer", "The officer"
        CHIEF_OFFICER = "chief_officer", "The chief officer"
        LOCAL_POLICING_BODY = "local_policing_body", "The local policing body"
        IOPC = "iopc", "The IOPC"

    class Ground(models.TextChoices):
        UNREASONABLE = "unreasonable", "The finding or outcome was unreasonable"
        NEW_EVIDENCE = "new_evidence", "There is evidence that could not reasonably have been considered"
        UNFAIRNESS = "unfairness", "A breach of the procedures or other unfairness could have made a difference"

    class Decision(models.TextChoices):
        ALLOWED = "allowed", "Allowed"
        PART = "part", "Allowed in part"
        DISMISSED = "dismissed", "Dismissed"
        WITHDRAWN = "withdrawn", "Withdrawn by the appellant"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="appeals")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="appeals")
    body = models.TextField(choices=Body.choices)
    appellant = models.TextField(choices=Appellant.choices)
    lodged_on = models.DateField()
    grounds = models.JSONField(default=list, help_text="By the values of Ground.")
    reasons = models.TextField()
    late_reason = models.TextField(blank=True, default="", help_text="Why it was taken although it is late.")
    decision = models.TextField(choices=Decision.choices, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    decided_by_name = models.TextField(blank=True, default="")
    is_more_senior = models.BooleanField(
        null=True, blank=True, help_text="For a meeting: senior to whoever conducted it."
    )
    decision_reasons = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ("proceeding", "lodged_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["proceeding", "subject"],
                condition=Q(decided_on__isnull=True),
                name="appeal_one_undetermined",
                violation_error_message="An appeal about this person is still to be decided.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decision="")
                | (Q(decided_on__isnull=False) & ~Q(decision="") & ~Q(decision_reasons="")),
                name="appeal_decided_with_reasons",
                violation_error_message="The decision of an appeal needs its day, its result and its reasons.",
            ),
        )

    def __str__(self) -> str:
        return f"Appeal about {self.subject}"

    @property
    def grounds_in_words(self) -> list[str]:
        return [str(self.Ground(value).label) for value in self.grounds]


@tracked()
class AppealResult(models.Model):
    """The outcome that an appeal put in place of another. Both outcomes stay on the case."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="results")
    pair = models.ForeignKey(ProceedingPair, on_delete=models.PROTECT, related_name="appeal_results")
    outcome = models.OneToOneField(Outcome, on_delete=models.PROTECT, related_name="appeal_result")

    objects = ThroughAppeal.as_manager()

    class Meta:
        ordering = ("appeal", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["appeal", "pair"],
                name="appeal_result_once",
                violation_error_message="The result of this appeal is already recorded for that allegation.",
            ),
        )

    def __str__(self) -> str:
        return str(self.outcome)
