from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from misconduct.accounts.roles import Permission
from misconduct.core.constraints import not_after
from misconduct.core.history import tracked
from misconduct.core.querysets import ScopedQuerySet, Viewer


class CodeList(models.TextChoices):
    """The lists that the law or the force defines. Their codes are data, loaded from `cases/code_lists/`."""

    CATEGORY = "category", "Allegation category"
    STANDARD = "standard", "Standard of professional behaviour"
    FACTOR = "factor", "Factor"
    CHANNEL = "channel", "How received"
    SEVERITY = "severity", "Severity assessment"
    SERIOUSNESS = "seriousness", "Seriousness"
    CASE_TO_ANSWER = "case_to_answer", "Case to answer"
    FORUM = "forum", "Forum"
    SPECIAL_CONDITIONS = "special_conditions", "Special conditions"
    FINDING = "finding", "Finding"
    PRESUMPTION = "presumption", "Presumption of dismissal"
    OUTCOME = "outcome", "Outcome"
    COMPLAINT_ACTION = "complaint_action", "Action after a complaint"


class CodeQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        return self if viewer.is_system or viewer.has(Permission.SIGNED_IN) else self.none()

    def of(self, code_list: CodeList) -> Self:
        return self.filter(code_list=code_list)

    def in_force(self, on: date) -> Self:
        """Codes that may be chosen for something of that day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gt=on)
        )


@tracked()
class Code(models.Model):
    """One value of a code list, with the days it may be used on and where it comes from.

    `scheme` tells code sets of one list apart: "iopc-2020", "legacy-2008", or "local" for a force's own.
    """

    class Verdict(models.TextChoices):
        """How a finding counts in statistics: proven, decided but not proven, or not decided."""

        PROVEN = "proven", "Proven"
        NOT_PROVEN = "not_proven", "Not proven"
        UNDECIDED = "undecided", "Not decided"

    code_list = models.TextField(choices=CodeList.choices)
    scheme = models.TextField()
    code = models.TextField()
    label = models.TextField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    group = models.TextField(blank=True, default="", help_text="A wider heading that the source gives.")
    verdict = models.TextField(choices=Verdict.choices, blank=True, default="")
    maps_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="mapped_from")
    position = models.IntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True, default="")
    is_confirmed = models.BooleanField(default=True, help_text="Checked against the source in force.")

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ("code_list", "scheme", "position", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["code_list", "scheme", "code"],
                name="code_once_in_its_scheme",
                violation_error_message="This list already has a code of that name.",
            ),
            models.CheckConstraint(
                condition=not_after("valid_from", "valid_to"),
                name="code_valid_from_before_to",
                violation_error_message="A code cannot end before it starts.",
            ),
        )

    def __str__(self) -> str:
        return self.label
