from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.allegation import AllegationSubject
from cases.models.code import Code, CodeList
from cases.querysets import DecisionQuerySet
from misconduct.core.constraints import both_or_neither, not_after
from misconduct.core.history import tracked
from misconduct.imports.models import ImportRun


class Ruling(models.Model):
    """What a decision and an outcome share. A later one supersedes; neither is ever overwritten."""

    value = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    as_recorded = models.TextField(blank=True, default="", help_text="The words of an imported source.")
    reasons = models.TextField(blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    authority = models.TextField(blank=True, default="", help_text="In whose name, such as appropriate authority.")
    regime = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    import_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.value)


@tracked()
class Decision(Ruling):
    """A formal decision on one allegation against one subject."""

    class Kind(models.TextChoices):
        SEVERITY = CodeList.SEVERITY.value, "Severity assessment"
        CASE_TO_ANSWER = CodeList.CASE_TO_ANSWER.value, "Case to answer"
        FINDING = CodeList.FINDING.value, "Finding"

    pair = models.ForeignKey(AllegationSubject, on_delete=models.CASCADE, related_name="decisions")
    kind = models.TextField(choices=Kind.choices)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("pair", "kind", "-recorded_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["pair", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="decision_one_in_force",
                violation_error_message="Somebody has just recorded this decision. Read theirs before you add yours.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False, decided_on__isnull=False) | Q(import_run__isnull=False),
                name="decision_has_a_date_and_a_person",
                violation_error_message="A decision needs its date and the person who made it.",
            ),
        )


@tracked()
class Outcome(Ruling):
    """How one allegation against one subject ended. `live_from` and `live_to` are stored, never worked out."""

    pair = models.ForeignKey(AllegationSubject, on_delete=models.CASCADE, related_name="outcomes")
    live_from = models.DateField(null=True, blank=True)
    live_to = models.DateField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("pair", "-recorded_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(superseded_at__isnull=True),
                name="outcome_one_in_force",
                violation_error_message="Somebody has just recorded this outcome. Read theirs before you add yours.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("live_from", "live_to") & not_after("live_from", "live_to"),
                name="outcome_live_from_before_to",
                violation_error_message="A warning needs the day it starts and the day it ends, in that order.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False, decided_on__isnull=False) | Q(import_run__isnull=False),
                name="outcome_has_a_date_and_a_person",
                violation_error_message="An outcome needs its date and the person who recorded it.",
            ),
        )
