from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.allegation import AllegationSubject
from cases.models.decision import Ruling
from cases.querysets import ParticularFindingQuerySet, ParticularQuerySet
from misconduct.core.history import tracked


@tracked()
class Particular(models.Model):
    """One numbered thing that somebody is said to have done, within an allegation against them."""

    pair = models.ForeignKey(AllegationSubject, on_delete=models.CASCADE, related_name="particulars")
    number = models.SmallIntegerField(help_text="Counts from 1 within the allegation against the subject.")
    text = models.TextField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = ParticularQuerySet.as_manager()

    class Meta:
        ordering = ("pair", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["pair", "number"],
                name="particular_number_once",
                violation_error_message="This allegation already has a particular of that number.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & ~Q(text=""),
                name="particular_says_something",
                violation_error_message="A particular has a number from 1 and says what is alleged.",
            ),
        )

    def __str__(self) -> str:
        return f"particular {self.number} of {self.pair}"


@tracked()
class ParticularFinding(Ruling):
    """What was found on one particular. A later finding supersedes an earlier one."""

    particular = models.ForeignKey(Particular, on_delete=models.CASCADE, related_name="findings")
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = ParticularFindingQuerySet.as_manager()

    class Meta:
        ordering = ("particular", "-recorded_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["particular"],
                condition=Q(superseded_at__isnull=True),
                name="particular_finding_one_in_force",
                violation_error_message="Somebody has just recorded this finding. Read theirs before you add yours.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False, decided_on__isnull=False) | Q(import_run__isnull=False),
                name="particular_finding_has_a_date_and_a_person",
                violation_error_message="A finding needs its date and the person who recorded it.",
            ),
        )
