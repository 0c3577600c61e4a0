"""What may happen to a case as a whole besides its ordinary course."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models.case import Case
from cases.querysets import ThroughCase
from cases.stages import RecordType
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked


@tracked()
class RecordTypeChange(models.Model):
    """A case that became another kind of record. The first one keeps what the case was at the start, and until when."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="record_type_changes")
    from_type = models.TextField(choices=RecordType.choices)
    to_type = models.TextField(choices=RecordType.choices)
    changed_on = models.DateField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authority = models.TextField(blank=True, default="")
    reasons = models.TextField()
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ThroughCase.as_manager()

    class Meta:
        ordering = ("case", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(from_type=F("to_type")),
                name="record_type_change_changes_it",
                violation_error_message="Choose another kind of record than it is now.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case}: {self.get_from_type_display()} to {self.get_to_type_display()}"


@tracked()
class CaseSuspension(models.Model):
    """A time in which a case stands still for criminal proceedings (SI 2020/2 regulation 41)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_suspensions")
    reasons = models.TextField()
    authority = models.TextField(blank=True, default="")
    suspended_on = models.DateField()
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    resumed_on = models.DateField(null=True, blank=True)
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resumed_because = models.TextField(blank=True, default="")

    objects = ThroughCase.as_manager()

    class Meta:
        ordering = ("case", "-suspended_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(resumed_on__isnull=True),
                name="case_suspension_one_at_a_time",
                violation_error_message="This case is suspended already.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("resumed_on", "resumed_by")
                & (Q(resumed_on__isnull=True) | Q(resumed_on__gte=F("suspended_on"))),
                name="case_suspension_resumed_after_it_began",
                violation_error_message="A case is resumed by somebody, on or after the day it was suspended.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case}: suspended on {self.suspended_on}"


@tracked()
class Withdrawal(models.Model):
    """A complainant's notice that they withdraw, and the decision whether the matter goes on (SI 2020/2 regulation 38).

    Either way the case keeps it, and the matter counts in the history of those it is about.
    """

    class Signatory(models.TextChoices):
        COMPLAINANT = "complainant", "The complainant"
        SOLICITOR = "solicitor", "Their solicitor"
        AGENT = "agent", "An agent authorised by them"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="withdrawals")
    received_on = models.DateField()
    signed_by = models.TextField(choices=Signatory.choices)
    told = models.TextField(help_text="Who was told of the withdrawal, and when.")
    is_carried_on = models.BooleanField(help_text="The public interest needs it treated as a conduct matter.")
    reasons = models.TextField()
    authority = models.TextField(blank=True, default="")
    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ThroughCase.as_manager()

    class Meta:
        ordering = ("case", "-recorded_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_on__gte=F("received_on")),
                name="withdrawal_decided_after_the_notice",
                violation_error_message="The decision is made on or after the day the notice was received.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case}: withdrawn on {self.received_on}"
