"""The report of an investigation, as it was submitted."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.investigations.actions.appointment import day_between
from cases.investigations.models import Document, InvestigationReport
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def submit(
    *,
    by: User,
    case: Case,
    evidence_summary: str,
    submitted_on: date,
    document: Document | None = None,
    text: str = "",
    learning: str = "",
    version: int | None = None,
) -> InvestigationReport:
    """Submit the report in place of an earlier one, which stays (SI 2020/4 regulation 21).

    It is a document of the case or written here. Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    _refuse_unsound(case, submitted_on, document, text)
    summary = checks.said(evidence_summary, field="evidence_summary", message="Enter a summary of the evidence.")
    earlier = case.investigation_reports.in_force().first()
    case.investigation_reports.in_force().update(superseded_at=timezone.now())
    report = InvestigationReport.objects.create(
        case=case,
        number=case.investigation_reports.count() + 1,
        document=document,
        text=text.strip(),
        evidence_summary=summary,
        learning=learning.strip(),
        submitted_on=submitted_on,
        submitted_by=by,
    )
    if earlier:
        milestones.undone(source=earlier)
    milestones.reached(case=case, kind=MilestoneKind.REPORT_SUBMITTED, on=submitted_on, by=by, source=report)
    locking.save(case)
    _put_on_record(report, earlier, by=by)
    return report


def _refuse_unsound(case: Case, submitted_on: date, document: Document | None, text: str) -> None:
    day_between(submitted_on, case=case, field="submitted_on", what="submitted")
    if document is not None and document.case_id != case.pk:
        raise Refused("Choose a document of this case.", field="document")
    if document is None and not text.strip():
        raise Refused("Choose the document that holds the report, or write the report here.", field="document")


def _put_on_record(report: InvestigationReport, earlier: InvestigationReport | None, *, by: User) -> None:
    record(
        "report.submitted",
        by=by,
        target=report.case,
        touched=[report.document] if report.document else [],
        before={"version": earlier.number} if earlier else None,
        after={"id": report.pk, "version": report.number, "submitted_on": report.submitted_on},
    )
