from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.investigations.models.document import Document
from cases.investigations.querysets import InvestigationQuerySet
from cases.models import Case
from misconduct.core.history import tracked


@tracked()
class InvestigationReport(models.Model):
    """The report of an investigation as it was submitted (SI 2020/4 regulation 21). A later one supersedes.

    The opinion on case to answer stands with the decisions on each allegation and subject, not here.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="investigation_reports")
    number = models.IntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True, default="")
    evidence_summary = models.TextField()
    learning = models.TextField(blank=True, default="")
    submitted_on = models.DateField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "number"],
                name="investigation_report_number_once",
                violation_error_message="There already is a report of that number.",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(superseded_at__isnull=True),
                name="investigation_report_one_in_force",
                violation_error_message="Somebody has just submitted a report. Read theirs first.",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(text=""),
                name="investigation_report_has_content",
                violation_error_message="Choose the document that holds the report, or write the report here.",
            ),
        )

    def __str__(self) -> str:
        return f"Investigation report, version {self.number}"
