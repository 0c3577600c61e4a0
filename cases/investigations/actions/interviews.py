"""Interviews of subjects and what they hand in: proposed, moved, held, received."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.clocks.limits import last_day
from cases.investigations.actions.appointment import day_between
from cases.investigations.models import Document, Interview, SubjectResponse
from cases.models import Case, Subject
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date

# The clock that gives the time for it: SI 2020/4 regulation 20.
_OTHER_TIME = "interview-alternative"


@transaction.atomic
def propose(
    *,
    by: User,
    case: Case,
    subject: Subject,
    proposed_on: date,
    proposed_for: datetime,
    place: str = "",
    information_given_on: date | None = None,
    version: int | None = None,
) -> Interview:
    """Put on record that a subject was asked to an interview. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    _refuse_other(subject, case)
    day_between(proposed_on, case=case, field="proposed_on", what="proposed")
    if information_given_on:
        day_between(information_given_on, case=case, field="information_given_on", what="of the information")
    if timezone.localdate(proposed_for) < proposed_on:
        raise Refused("The interview must be on or after the day on which it was proposed.", field="proposed_for_on")
    interview = Interview.objects.create(
        case=case,
        subject=subject,
        proposed_on=proposed_on,
        proposed_for=proposed_for,
        place=place.strip(),
        information_given_on=information_given_on,
        recorded_by=by,
    )
    kind = MilestoneKind.INTERVIEW_PROPOSED
    day = timezone.localdate(proposed_for)  # the time for another date runs from the day of the interview
    milestones.reached(case=case, kind=kind, on=day, by=by, about=subject, source=interview)
    locking.save(case)
    after = {"id": interview.pk, "subject": str(subject), "proposed_for": proposed_for}
    record("interview.proposed", by=by, target=case, touched=filter(None, [subject.officer]), after=after)
    return interview


@transaction.atomic
def offer_alternative(
    *,
    by: User,
    case: Case,
    interview: Interview,
    offered_on: date,
    alternative_for: datetime,
    version: int | None = None,
) -> Interview:
    """The subject cannot come and offers another time, which stands if it is reasonable and in time.

    Later than the law gives after the day proposed is refused, and a new interview is proposed.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    interview = _going_on(case, interview)
    first = timezone.localdate(interview.proposed_for)
    chosen = timezone.localdate(alternative_for)
    day_between(offered_on, case=case, field="offered_on", what="offered")
    last = last_day(_OTHER_TIME, first, received_on=case.received_on)
    if not first <= chosen <= last:
        raise Refused(
            f"The other time must be from {uk_date(first)} to {uk_date(last)}. For a later one, propose a new "
            "interview.",
            field="alternative_on",
        )
    interview.alternative_for = alternative_for
    interview.alternative_offered_on = offered_on
    interview.save(update_fields=["alternative_for", "alternative_offered_on"])
    locking.save(case)
    subject = interview.subject
    after = {"id": interview.pk, "subject": str(subject), "proposed_for": alternative_for}
    before = {"proposed_for": interview.proposed_for}
    touched = filter(None, [subject.officer])
    record("interview.alternative_offered", by=by, target=case, touched=touched, before=before, after=after)
    return interview


@transaction.atomic
def end(
    *,
    by: User,
    case: Case,
    interview: Interview,
    attendance: str,
    ended_on: date,
    friend: str = "",
    notes: str = "",
    version: int | None = None,
) -> Interview:
    """Say that it was held, missed or cancelled, and who was there. Raises Refused, ChangedMeanwhile.

    One that was missed without the pre-interview information allows no inference, so the date of both is kept.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    interview = _going_on(case, interview)
    day_between(ended_on, case=case, field="ended_on", what="of the interview")
    if ended_on < interview.proposed_on:
        raise Refused("The interview cannot come before it was proposed.", field="ended_on")
    if attendance != Interview.Attendance.HELD:
        checks.said(notes, field="notes", message="Enter why it was not held.")
    interview.attendance = attendance
    interview.ended_on = ended_on
    interview.friend = friend.strip()
    interview.notes = notes.strip()
    interview.save(update_fields=["attendance", "ended_on", "friend", "notes"])
    subject = interview.subject
    if attendance == Interview.Attendance.HELD:
        kind = MilestoneKind.INTERVIEW_HELD
        milestones.reached(case=case, kind=kind, on=ended_on, by=by, about=subject, source=interview)
    locking.save(case)
    label = interview.get_attendance_display().lower()
    after = {"id": interview.pk, "subject": str(subject), "attendance": label, "held_on": ended_on}
    record("interview.ended", by=by, target=case, touched=filter(None, [subject.officer]), after=after)
    return interview


@transaction.atomic
def receive_response(
    *,
    by: User,
    case: Case,
    subject: Subject,
    kind: str,
    received_on: date,
    document: Document | None = None,
    summary: str = "",
    version: int | None = None,
) -> SubjectResponse:
    """A statement or documents of a subject came in (SI 2020/4 regulation 18). Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    _refuse_other(subject, case)
    day_between(received_on, case=case, field="received_on", what="received")
    if document is not None and document.case_id != case.pk:
        raise Refused("Choose a document of this case.", field="document")
    if document is None:
        checks.said(summary, field="summary", message="Enter what it says, or choose the document that holds it.")
    response = SubjectResponse.objects.create(
        case=case,
        subject=subject,
        kind=kind,
        received_on=received_on,
        document=document,
        summary=summary.strip(),
        recorded_by=by,
    )
    received = MilestoneKind.RESPONSE_RECEIVED
    milestones.reached(case=case, kind=received, on=received_on, by=by, about=subject, source=response)
    locking.save(case)
    after = {"id": response.pk, "subject": str(subject), "received_on": received_on}
    record("response.received", by=by, target=case, touched=filter(None, [subject.officer]), after=after)
    return response


def _refuse_other(subject: Subject, case: Case) -> None:
    if subject.case_id != case.pk:
        raise Refused("Choose a subject of this case.", field="subject")


def _going_on(case: Case, interview: Interview) -> Interview:
    held: Interview | None = case.interviews.filter(pk=interview.pk).select_related("subject__officer").first()
    if held is None or held.attendance:
        raise Refused("What became of this interview is already recorded.")
    return held
