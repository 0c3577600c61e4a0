from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from misconduct.core.constraints import not_after
from misconduct.core.history import tracked
from officers.models.officer import Officer
from officers.querysets import PriorServiceQuerySet


@tracked()
class PriorService(models.Model):
    """Somebody's service in another force, and what is known of the misconduct history that this force holds.

    Days that nobody knows stay empty. A row entered by mistake is withdrawn, with the reason, and no longer counts.
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="prior_services")
    force = models.TextField(error_messages={"blank": "Enter the name of the other force."})
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    history_requested_on = models.DateField(null=True, blank=True)
    history_received_on = models.DateField(null=True, blank=True)
    is_adverse = models.BooleanField(default=False, help_text="What was received needs somebody to look at it.")
    note = models.TextField(blank=True, default="", help_text="What was received, or what came of asking.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    objects = PriorServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "service in another force"
        verbose_name_plural = "services in other forces"
        ordering = (F("starts_on").desc(nulls_last=True), "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(force=""),
                name="prior_service_names_its_force",
                violation_error_message="Enter the name of the other force.",
            ),
            models.CheckConstraint(
                condition=not_after("starts_on", "ends_on"),
                name="prior_service_starts_before_it_ends",
                violation_error_message="The service there cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=not_after("history_requested_on", "history_received_on"),
                name="prior_service_asked_before_received",
                violation_error_message="The history is received on or after the day it was asked for.",
            ),
            models.CheckConstraint(
                condition=Q(is_adverse=False) | Q(history_received_on__isnull=False),
                name="prior_service_adverse_once_received",
                violation_error_message="Enter the day on which the adverse history was received.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="prior_service_withdrawn_by_somebody",
                violation_error_message="A withdrawal needs its person, its time and its reason.",
            ),
        )
        indexes = (models.Index(fields=["officer"], name="prior_service_standing", condition=Q(withdrawn_at=None)),)

    def __str__(self) -> str:
        return f"Service of {self.officer} in {self.force}"
