"""Periods of somebody's service that matter to a case: criminal proceedings, career breaks, probation."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases.actions import locking
from cases.actions.checks import said
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.flags.actions.requests import request_evaluation
from cases.models import Allegation, Subject
from cases.periods.actions import checks
from cases.periods.actions.suspensions import close
from cases.periods.models import Period
from cases.stages import OPEN_STAGES
from misconduct.accounts.models import User
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.overtaken import refuse_overtaken
from officers.models import Officer

ON_THE_ROSTER = (Period.Kind.CAREER_BREAK, Period.Kind.PROBATION)


@transaction.atomic
def record_criminal(
    *, by: User, subject: Subject, starts_on: date, description: str, version: int | None = None
) -> Period:
    """Keep that criminal proceedings are brought against a subject. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, subject.case)
    case = locking.lock_open(subject.case, version=version, while_suspended=True)
    officer = checks.officer_of(subject)
    checks.in_the_past(starts_on, field="starts_on")
    period = Period.objects.create(
        officer=officer,
        case=case,
        kind=Period.Kind.CRIMINAL,
        starts_on=starts_on,
        description=said(description, field="description", message="Enter the offence, and the court if it is known."),
        recorded_by=by,
    )
    locking.save(case)
    after = {"id": period.pk, "subject": str(officer), "starts_on": starts_on, "description": period.description}
    record("criminal_proceedings.recorded", by=by, target=case, touched=[officer], after=after)
    return period


@dataclass(frozen=True)
class Conviction:
    """What somebody was convicted of. One triable only on indictment settles the finding on its allegation."""

    convicted_on: date
    offence: str
    is_indictable_only: bool = False
    allegation: Allegation | None = None


@transaction.atomic
def end_criminal(
    *,
    by: User,
    period: Period,
    ends_on: date,
    reason: str,
    conviction: Conviction | None = None,
    version: int | None = None,
) -> Period:
    """Keep how and when criminal proceedings ended. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, period.case)
    if period.case is None or period.kind != Period.Kind.CRIMINAL:
        raise Refused("These are no criminal proceedings.")
    case = locking.lock(period.case, version=version)
    held = close(period=period, ends_on=ends_on, reason=reason, by=by)
    if conviction:
        _convict(held, conviction)
    locking.save(case)
    after = {"id": held.pk, "subject": str(held.officer), "ends_on": ends_on, "conviction": held.conviction_label}
    record("criminal_proceedings.ended", by=by, target=case, touched=[held.officer], after=after, reason=reason)
    return held


def _convict(period: Period, conviction: Conviction) -> None:
    checks.in_the_past(conviction.convicted_on, field="convicted_on")
    if conviction.convicted_on < period.starts_on:
        raise Refused("The conviction cannot come before the criminal proceedings.", field="convicted_on")
    allegation = conviction.allegation
    if allegation and allegation.case_id != period.case_id:
        raise Refused("Choose an allegation of this case.", field="allegation")
    if conviction.is_indictable_only and allegation is None:
        raise Refused("Choose the allegation that the conviction is for.", field="allegation")
    period.convicted_on = conviction.convicted_on
    period.convicted_of = said(conviction.offence, field="offence", message="Enter the offence.")
    period.is_indictable_only = conviction.is_indictable_only
    period.convicted_for = allegation
    checks.saved(period, field="convicted_on")


@transaction.atomic
def record_on_roster(
    *, by: User, officer: Officer, kind: str, starts_on: date, ends_on: date | None, description: str = ""
) -> Period:
    """Keep a career break or a probation. A probation has the day on which it ends. Raises Refused."""
    require(by, Permission.ROSTER_EDIT, officer)
    if kind not in ON_THE_ROSTER:
        raise Refused("Choose a career break or probation.", field="kind")
    if kind == Period.Kind.PROBATION and ends_on is None:
        raise Refused("Enter the day on which the probation ends.", field="ends_on")
    Officer.objects.select_for_update().get(pk=officer.pk)
    period = checks.saved(
        Period(
            officer=officer,
            kind=kind,
            starts_on=starts_on,
            ends_on=ends_on,
            description=description.strip(),
            recorded_by=by,
        ),
        field="ends_on" if ends_on and ends_on < starts_on else "starts_on",
    )
    _tell_open_cases(period, by=by)
    request_evaluation(officer_ids=[period.officer_id])
    record("period.recorded", by=by, target=officer, after=_told(period))
    return period


@transaction.atomic
def set_end(*, by: User, period: Period, ends_on: date, reason: str, read: str | None = None) -> Period:
    """Put the end of a career break or probation on another day. Raises Refused, ChangedMeanwhile.

    `read` is the fingerprint of the end that was read.
    """
    require(by, Permission.ROSTER_EDIT, period)
    held = Period.objects.select_for_update(of=("self",)).select_related("officer").get(pk=period.pk)
    if held.kind not in ON_THE_ROSTER:
        raise Refused("This ends on the page of its case.")
    before = end_of(held)
    refuse_overtaken(before, read=read)
    held.end_reason = said(reason, field="reason", message="Enter why it ends on that day.")
    held.ends_on, held.ended_by = ends_on, by
    checks.saved(held, field="ends_on")
    _tell_open_cases(held, by=by)
    request_evaluation(officer_ids=[held.officer_id])
    record("period.end_changed", by=by, target=held.officer, before=before, after=_told(held), reason=held.end_reason)
    return held


def end_of(period: Period) -> dict[str, object]:
    """The day on which a period ends, as somebody reads it before they change it."""
    return {"ends_on": period.ends_on}


def note_probation(*, subject: Subject, by: Doer) -> None:
    """Keep in a case when the probation of its new subject ends. A step of the action that adds the subject."""
    if subject.officer_id is None:
        return
    probations = Period.objects.of_kind(Period.Kind.PROBATION).filter(officer=subject.officer_id)
    for period in probations.order_by("-starts_on")[:1]:
        _tell_case(period, subject, by=by)


def _tell_open_cases(period: Period, *, by: Doer) -> None:
    """Nothing of the cases themselves changes: who keeps the roster need not see them."""
    if period.kind != Period.Kind.PROBATION:
        return
    for subject in Subject.objects.filter(officer=period.officer, case__stage__in=OPEN_STAGES).select_related("case"):
        _tell_case(period, subject, by=by)


def _tell_case(period: Period, subject: Subject, *, by: Doer) -> None:
    assert period.ends_on is not None  # a probation has an end
    kind = MilestoneKind.PROBATION_ENDS
    milestones.reached(case=subject.case, kind=kind, on=period.ends_on, by=by, about=subject, source=period)


def _told(period: Period) -> dict[str, object]:
    return {
        "id": period.pk,
        "kind": period.get_kind_display(),
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "description": period.description,
    }
