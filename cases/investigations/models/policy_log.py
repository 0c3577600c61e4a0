import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.investigations.querysets import SealableQuerySet
from cases.models import Case
from misconduct.core.history import tracked


@tracked()
class PolicyEntry(models.Model):
    """One numbered decision of an investigation with its reason. Never changed: a correction is a new entry.

    `decided_at` is when the decision was taken, `recorded_at` when it was written down.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="policy_entries")
    number = models.IntegerField()
    decision = models.TextField()
    reason = models.TextField()
    decided_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    is_sealed = models.BooleanField(default=False)

    objects = SealableQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "number"],
                name="policy_entry_number_once",
                violation_error_message="There already is an entry of that number.",
            ),
            models.CheckConstraint(
                condition=~Q(decision="") & ~Q(reason=""),
                name="policy_entry_says_what_and_why",
                violation_error_message="An entry needs the decision and the reason for it.",
            ),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"Policy log entry {self.number}"
