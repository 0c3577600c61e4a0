from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.closure.querysets import ClosureQuerySet
from cases.models import Case
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


@tracked()
class Closure(models.Model):
    """How long a case is to be kept and why it may end, prepared by one person and, where needed, agreed by another.

    The newest one stands. Nothing is ever deleted on `review_on`: somebody looks at the case that day.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closures")
    retention_class = models.TextField(help_text="A class of retention.csv.")
    review_on = models.DateField()
    summary = models.TextField(help_text="What was done, and why the case may end.")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_note = models.TextField(blank=True, default="")
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ("case", "-prepared_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(replaced_at__isnull=True),
                name="closure_one_standing",
                violation_error_message="Somebody has just prepared the closing of this case. Read theirs first.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("agreed_by", "agreed_at"),
                name="closure_agreed_by_and_at",
                violation_error_message="An agreement needs the person and the time.",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("prepared_by")),
                name="closure_agreed_by_another",
                violation_error_message="Somebody else must agree: not the person who prepared it.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case}: closing prepared by {self.prepared_by}"
