"""Delay reports: begun by the software a month before they are due, completed and sent by people."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Clock, DelayReport, Milestone
from cases.clocks.models.delay_report import DELAY_REPORTS
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date

MONTH_BEFORE = timedelta(days=31)


@dataclass(frozen=True)
class Contents:
    """What the law wants a delay report to say, beside what the case knows already."""

    progress: str
    expected_end_on: date | None
    expected_report_on: date | None
    reason_for_length: str
    planned_steps: str


@dataclass(frozen=True)
class Sending:
    """When it was sent, and what became of each copy."""

    sent_on: date
    officer_copy: str
    officer_copy_reason: str = ""
    withheld_from_body: str = ""


@transaction.atomic
def draft_due(*, by: Doer, today: date, limit: int) -> int:
    """Begin the reports that come due within a month, up to `limit`. How many. Twice, it begins none twice."""
    require(by, Permission.CASE_VIEW)
    due = Clock.objects.running(today).filter(definition__in=DELAY_REPORTS, due_on__lte=today + MONTH_BEFORE)
    free = due.filter(delay_report__isnull=True).select_for_update(no_key=True, of=("self",), skip_locked=True)
    clocks = list(free.select_related("case", "started_by").order_by("due_on", "pk")[:limit])
    for clock in clocks:
        report = DelayReport.objects.create(
            case=clock.case, clock=clock, known_on=clock.started_by.reached_on, notice_on=_notice_on(clock.case)
        )
        record("delay_report.drafted", by=by, target=clock.case, after={"id": report.pk, "due_on": clock.due_on})
    return len(clocks)


@transaction.atomic
def complete(
    *, by: User, case: Case, report: DelayReport, contents: Contents, version: int | None = None
) -> DelayReport:
    """Write what the report says; it may be done in parts. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    report = _unsent(case, report)
    before = {name: getattr(report, name) for name in asdict(contents)}
    for name, value in asdict(contents).items():
        setattr(report, name, value.strip() if isinstance(value, str) else value)
    report.save()
    locking.save(case)
    record("delay_report.completed", by=by, target=case, before=before, after={"id": report.pk, **asdict(contents)})
    return report


@transaction.atomic
def send(*, by: User, case: Case, report: DelayReport, sending: Sending, version: int | None = None) -> DelayReport:
    """Record that the report was sent, and to whom. It answers the deadline. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.DECISION_RECORD, case)
    case = locking.lock_open(case, version=version)
    report = _unsent(case, report)
    if missing := report.missing:
        raise Refused(f"The report does not say yet {', '.join(missing)}. Complete it first.")
    _check_sending(report, sending)
    for name, value in asdict(sending).items():
        setattr(report, name, value.strip() if isinstance(value, str) else value)
    report.sent_by = by
    report.save()
    milestones.reached(case=case, kind=MilestoneKind.DELAY_REPORTED, on=sending.sent_on, by=by, source=report)
    locking.save(case)
    record("delay_report.sent", by=by, target=case, after={"id": report.pk, **asdict(sending)})
    return report


def _check_sending(report: DelayReport, sending: Sending) -> None:
    checks.decided_on(sending.sent_on, received_on=report.known_on)
    if sending.officer_copy not in DelayReport.OfficerCopy.values:
        raise Refused("Say whether the officer was given a copy.", field="officer_copy")
    is_withheld = sending.officer_copy == DelayReport.OfficerCopy.WITHHELD
    if is_withheld and not sending.officer_copy_reason.strip():
        raise Refused(
            "Enter the ground of the harm test on which the officer’s copy is withheld.", field="officer_copy_reason"
        )
    opens_on = (report.clock.due_on or sending.sent_on) - MONTH_BEFORE
    if sending.sent_on < opens_on:
        raise Refused(f"This report cannot have been sent before {uk_date(opens_on)}.", field="sent_on")


def _unsent(case: Case, report: DelayReport) -> DelayReport:
    held = DelayReport.objects.select_related("clock", "case").get(case=case, pk=report.pk)
    if held.sent_on:
        raise Refused(f"This report was sent on {uk_date(held.sent_on)}. It can no longer be changed.")
    return held


def _notice_on(case: Case) -> date | None:
    """When the first written notice of the investigation was served."""
    served = Milestone.objects.standing().filter(case=case, kind=MilestoneKind.NOTICE_SERVED)
    return served.order_by("reached_on").values_list("reached_on", flat=True).first()
