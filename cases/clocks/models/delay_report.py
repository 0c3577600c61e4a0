from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.clocks.models.clock import Clock
from cases.models import Case
from cases.querysets import ThroughCase
from misconduct.core.constraints import both_or_neither
from misconduct.core.history import tracked

SCHEDULE_3 = "delay-report-schedule-3"
DELAY_REPORTS = (SCHEDULE_3, "delay-report")


@tracked()
class DelayReport(models.Model):
    """Why an investigation takes longer than 12 months (SI 2020/2 reg 13, SI 2020/4 reg 19).

    The software begins it in the month before it is due; a person completes it and says when it was sent and to whom.
    """

    class OfficerCopy(models.TextChoices):
        GIVEN = "given", "A copy was given to the officer"
        WITHHELD = "withheld", "Withheld from the officer after the harm test"
        NOBODY = "nobody", "There is no officer to give it to"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="delay_reports")
    clock = models.OneToOneField(Clock, on_delete=models.PROTECT, related_name="delay_report")
    known_on = models.DateField(help_text="When the matter became known to the appropriate authority.")
    notice_on = models.DateField(null=True, blank=True, help_text="When written notice was given to the officer.")
    progress = models.TextField(blank=True, default="")
    expected_end_on = models.DateField(null=True, blank=True)
    expected_report_on = models.DateField(null=True, blank=True)
    reason_for_length = models.TextField(blank=True, default="")
    planned_steps = models.TextField(blank=True, default="")
    drafted_at = models.DateTimeField(default=timezone.now)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withheld_from_body = models.TextField(
        blank=True, default="", help_text="Why it was not sent to the local policing body: it might prejudice the case."
    )
    officer_copy = models.TextField(choices=OfficerCopy.choices, blank=True, default="")
    officer_copy_reason = models.TextField(blank=True, default="")

    objects = ThroughCase.as_manager()

    class Meta:
        ordering = ("case", "id")
        constraints = (
            models.CheckConstraint(
                condition=both_or_neither("sent_on", "sent_by"),
                name="delay_report_sent_on_and_by",
                violation_error_message="A delay report that was sent needs the day and the person.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True)
                | (~Q(progress="") & ~Q(reason_for_length="") & ~Q(planned_steps="") & ~Q(officer_copy="")),
                name="delay_report_complete_when_sent",
                violation_error_message="Complete the delay report before it is sent.",
            ),
        )

    def __str__(self) -> str:
        return f"Delay report, {self.case}"

    @property
    def goes_to_iopc(self) -> bool:
        """Under Schedule 3 the IOPC gets it too, whatever the local policing body gets."""
        return self.clock.definition == SCHEDULE_3

    @property
    def missing(self) -> list[str]:
        """What the law wants said and is not said yet, in words."""
        wanted = {
            "what progress was made": self.progress,
            "when the investigation should end": self.expected_end_on,
            "when the report should be ready": self.expected_report_on,
            "why it takes so long": self.reason_for_length,
            "what steps are planned": self.planned_steps,
        }
        return [words for words, value in wanted.items() if not value]
