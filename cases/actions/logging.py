"""Logging a case: the one way in which a new one is made by hand."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.actions import allegations as allegation_actions
from cases.actions import checks, references
from cases.actions import subjects as subject_actions
from cases.actions.allegations import AllegationDetails
from cases.actions.record_types import CONDUCT
from cases.actions.subjects import SubjectDetails
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.flags.actions.requests import request_evaluation
from cases.models import Case, Code, CodeList, Subject
from cases.regimes import regime_on
from cases.stages import RecordType
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from officers.models import Unit


@transaction.atomic
def log_case(
    *,
    by: User,
    record_type: str,
    received_on: date,
    channel: Code | None,
    incident_from: date | None,
    incident_to: date | None,
    place: str,
    unit: Unit | None,
    summary: str,
    allegations: Sequence[AllegationDetails],
    subjects: Sequence[SubjectDetails],
) -> Case:
    """Log a case with its allegations and subjects, and give it its reference, of the year in which it is logged.

    Raises Refused, naming the field, for dates that cannot be, an allegation about nobody or a subject without one.
    """
    require(by, Permission.CASE_LOG)
    checks.dates_of_a_matter(received_on=received_on, incident_from=incident_from, incident_to=incident_to)
    checks.code_of(channel, CodeList.CHANNEL, field="channel", days=[received_on])
    _refuse_unsound(record_type, allegations, subjects)
    case = Case.objects.create(
        reference=references.issue(record_type=record_type, year=timezone.localdate().year),
        record_type=record_type,
        received_on=received_on,
        channel=channel,
        incident_from=incident_from,
        incident_to=incident_to,
        place=place.strip(),
        unit=unit,
        summary=checks.said(summary, field="summary", message="Enter what happened."),
        logged_by=by,
        regime=regime_on(received_on),
    )
    rows = subject_actions.create(case, subjects, by=by)
    for details in allegations:
        allegation_actions.create(case, details, [rows[index] for index in details.subjects])
    _put_on_record(case, rows, allegations, by=by)
    return case


def _refuse_unsound(
    record_type: str, allegations: Sequence[AllegationDetails], subjects: Sequence[SubjectDetails]
) -> None:
    if record_type not in RecordType.values or record_type == RecordType.HISTORIC:
        raise Refused("Choose what kind of record this is.", field="record_type")
    if not allegations:
        raise Refused("Add at least one allegation.", field="allegations")
    named = {index for details in allegations for index in details.subjects}
    if not named <= set(range(len(subjects))):
        raise Refused("Choose subjects from the list.", field="subjects")
    if named != set(range(len(subjects))):
        raise Refused("Say what is alleged against each subject, or take the subject off.", field="subjects")


def start_clocks(*, case: Case, by: User) -> None:
    """The authority knows of a conduct matter from the day it was received; of a complaint the law says recorded."""
    kinds = [MilestoneKind.RECEIVED]
    if case.record_type in CONDUCT:
        kinds.append(MilestoneKind.AUTHORITY_AWARE)
    for kind in kinds:
        milestones.reached(case=case, kind=kind, on=case.received_on or timezone.localdate(), by=by)
    milestones.reached(case=case, kind=MilestoneKind.LOGGED, on=timezone.localdate(case.logged_at), by=by)


def _put_on_record(
    case: Case, subjects: Sequence[Subject], allegations: Sequence[AllegationDetails], *, by: User
) -> None:
    people = [subject.officer for subject in subjects if subject.officer]
    after: dict[str, Any] = {
        "record_type": case.record_type,
        "received_on": case.received_on,
        "allegations": [f"{details.category.code} {details.category.label}" for details in allegations],
        "subjects": [str(subject) for subject in subjects],
    }
    start_clocks(case=case, by=by)
    record("case.logged", by=by, target=case, touched=people, after=after)
    request_evaluation(officer_ids=[person.pk for person in people])
