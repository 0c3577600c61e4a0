from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models.case import Case
from cases.querysets import CaseLinkQuerySet
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


@tracked()
class CaseLink(models.Model):
    """Two cases that belong together. `is_merge` says that the first was closed as merged into the other."""

    class Kind(models.TextChoices):
        SAME_INCIDENT = "same_incident", "Same incident"
        COMBINED = "combined", "Combined"
        SPLIT = "split", "Split off"
        DUPLICATE = "duplicate", "Duplicate"
        PATTERN = "pattern", "Pattern of behaviour"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_from")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_to")
    kind = models.TextField(choices=Kind.choices)
    is_merge = models.BooleanField(default=False)
    reason = models.TextField()
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_because = models.TextField(blank=True, default="")

    objects = CaseLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-linked_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(case=F("other")),
                name="case_link_joins_two_cases",
                violation_error_message="A case cannot be linked with itself.",
            ),
            models.UniqueConstraint(
                fields=["case", "other", "kind"],
                condition=Q(ended_at__isnull=True),
                name="case_link_once_of_a_kind",
                violation_error_message="These cases are linked in this way already.",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(is_merge=True, ended_at__isnull=True),
                name="case_link_merged_once",
                violation_error_message="This case is merged into another already.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("ended_at", "ended_by"),
                name="case_link_ended_by_somebody",
                violation_error_message="A link that ended needs the person who ended it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case} and {self.other}: {self.get_kind_display()}"
