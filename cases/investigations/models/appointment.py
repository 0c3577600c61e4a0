from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.investigations.conflicts import Conflict, as_read
from cases.investigations.querysets import DeclarationQuerySet, InvestigationQuerySet
from cases.models import Assignment, Case
from misconduct.core.history import tracked


@tracked()
class ConflictDeclaration(models.Model):
    """What somebody answered, and what the records showed, about a conflict of interest when a case was given to them.

    `answers` keeps each question in the words of its day. A manager may let the appointment stand in spite of a
    conflict, with a reason. A later declaration supersedes an earlier.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="declarations")
    answers = models.JSONField(default=list, help_text="Question, answer and code of each item.")
    found = models.JSONField(default=list, help_text="Sentences: what the records themselves showed.")
    details = models.TextField(blank=True, default="")
    has_conflict = models.BooleanField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now)
    override_reason = models.TextField(blank=True, default="")
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    overridden_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ("-declared_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(superseded_at__isnull=True),
                name="conflict_declaration_one_in_force",
                violation_error_message="Somebody has just recorded a declaration. Read theirs before you add yours.",
            ),
            models.CheckConstraint(
                condition=Q(override_reason="", overridden_by__isnull=True, overridden_at__isnull=True)
                | (~Q(override_reason="") & Q(overridden_by__isnull=False, overridden_at__isnull=False)),
                name="conflict_override_is_whole",
                violation_error_message="An override needs its reason, the person who decided and the time.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignment}: {'conflict' if self.has_conflict else 'no conflict'}"

    @property
    def is_unresolved(self) -> bool:
        """A conflict that no manager has decided on."""
        return self.has_conflict and self.overridden_by_id is None

    @property
    def conflicts(self) -> list[str]:
        """Everything that speaks against the appointment, in words that anybody who sees the case may read."""
        return self.conflicts_for(())

    def conflicts_for(self, found: Iterable[Conflict]) -> list[str]:
        """The same for somebody to whom the records show what was found: a linked case is named to who may see it."""
        return [*as_read(self.found, found), *(f"Declared: {one['conflict']}" for one in self.answers if one["answer"])]


@tracked()
class TermsOfReference(models.Model):
    """What the investigation is to look into, version by version, each approved by a manager."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="terms_of_reference")
    number = models.IntegerField()
    text = models.TextField()
    approved_on = models.DateField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "number"],
                name="terms_number_once",
                violation_error_message="There already is a version of that number.",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(superseded_at__isnull=True),
                name="terms_one_in_force",
                violation_error_message="Somebody has just approved terms of reference. Read theirs first.",
            ),
        )

    def __str__(self) -> str:
        return f"Terms of reference, version {self.number}"
