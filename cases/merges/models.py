from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cases.merges.querysets import OfficerMergeQuerySet
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked
from officers.models import Officer


@tracked()
class OfficerMerge(models.Model):
    """Two records on the roster that are one person, proposed by somebody and approved by somebody else.

    `effect` is what the proposal would do to flags, as the second person read it. `moved` names each row that was
    given to the kept record, so that undoing gives back exactly those.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Waiting for a second person"
        APPROVED = "approved", "One person"
        REFUSED = "refused", "Refused"
        UNDONE = "undone", "Undone"

    kept = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="merges_kept")
    absorbed = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="merges_absorbed")
    status = models.TextField(choices=Status.choices, default=Status.PROPOSED)
    reason = models.TextField(help_text="What shows that they are one person.")
    effect = models.JSONField(default=list)
    moved = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True, default="")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.TextField(blank=True, default="")

    objects = OfficerMergeQuerySet.as_manager()

    class Meta:
        verbose_name = "merge of two records"
        verbose_name_plural = "merges of two records"
        ordering = ("-proposed_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kept=F("absorbed")),
                name="officer_merge_of_two",
                violation_error_message="Choose two different records.",
            ),
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(status__in=["proposed", "approved"]),
                name="officer_merge_once",
                violation_error_message="This record is already part of a merge.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="officer_merge_second_person",
                violation_error_message="Whoever proposed it cannot decide on it.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("decided_by", "decided_at")
                & (Q(status="proposed") | Q(decided_by__isnull=False)),
                name="officer_merge_decided_by_somebody",
                violation_error_message="A decision needs its person and its time.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("undone_by", "undone_at")
                & (Q(status="undone", undone_by__isnull=False) | (~Q(status="undone") & Q(undone_by__isnull=True))),
                name="officer_merge_undone_by_somebody",
                violation_error_message="Undoing needs its person and its time.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.absorbed} and {self.kept}"

    def get_absolute_url(self) -> str:
        return reverse("merges:detail", args=[self.pk])
