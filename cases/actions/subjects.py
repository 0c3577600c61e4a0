"""Whom a case is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from cases.actions import checks, locking
from cases.flags.actions.requests import request_evaluation
from cases.investigations.actions.appointed import mark_appointed
from cases.models import Allegation, AllegationSubject, Case, Subject
from cases.periods.actions.service import note_probation
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from officers.models import Officer, Posting, Unit


@dataclass(frozen=True)
class SubjectDetails:
    """What is known of a subject. Rank, unit and capacity left out are taken from the person's record on the day."""

    kind: Subject.Kind
    officer: Officer | None = None
    description: str = ""
    capacity: str = ""
    rank_at_time: str = ""
    unit_at_time: Unit | None = None
    is_off_duty: bool | None = None


@transaction.atomic
def add(
    *, by: Doer, case: Case, details: SubjectDetails, allegations: Iterable[Allegation], version: int | None = None
) -> Subject:
    """Add a subject to a case and to these of its allegations. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    chosen = _of_case(case, allegations)
    subject = create(case, [details], by=by)[0]
    AllegationSubject.objects.bulk_create(
        AllegationSubject(allegation=allegation, subject=subject) for allegation in chosen
    )
    locking.save(case)
    mark_appointed(case=case, by=by)
    after = {"subject": str(subject), "kind": subject.kind, "allegations": [a.number for a in chosen]}
    record("subject.added", by=by, target=case, touched=filter(None, [subject.officer]), after=after)
    request_evaluation(officer_ids=_known(subject.officer_id))
    return subject


@transaction.atomic
def identify(*, by: Doer, subject: Subject, officer: Officer, reason: str, version: int | None = None) -> Subject:
    """Put a name to somebody who was not yet identified. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, subject.case)
    case = locking.lock_open(subject.case, version=version)
    subject = Subject.objects.select_for_update().get(pk=subject.pk)
    if subject.kind != Subject.Kind.UNIDENTIFIED:
        raise Refused("This subject is already identified.")
    reason = checks.said(reason, field="reason", message="Enter how you know who it is.")
    before = {"subject": str(subject), "description": subject.description}
    details = SubjectDetails(Subject.Kind.IDENTIFIED, officer=officer, description=subject.description)
    _refuse_unsound([details], by=by, case=case)
    for name, value in _at_the_time(details, _day_of(case)).items():
        setattr(subject, name, value)
    subject.kind = Subject.Kind.IDENTIFIED
    subject.officer = officer
    subject.save()
    note_probation(subject=subject, by=by)
    locking.save(case)
    mark_appointed(case=case, by=by)
    record(
        "subject.identified",
        by=by,
        target=case,
        touched=[officer],
        before=before,
        after={"subject": str(subject)},
        reason=reason,
    )
    request_evaluation(officer_ids=[officer.pk])
    return subject


def create(case: Case, details: Sequence[SubjectDetails], *, by: Doer) -> list[Subject]:
    """The rows of new subjects, for actions that already hold the case. Raises Refused."""
    _refuse_unsound(details, by=by, case=case)
    day = _day_of(case)
    subjects = [
        Subject(
            case=case,
            kind=each.kind,
            officer=each.officer,
            description=each.description.strip(),
            is_off_duty=each.is_off_duty,
            **_at_the_time(each, day),
        )
        for each in details
    ]
    for subject in subjects:
        subject.save()
        note_probation(subject=subject, by=by)
    return subjects


def _refuse_unsound(details: Sequence[SubjectDetails], *, by: Doer, case: Case) -> None:
    people = [each.officer for each in details if each.officer is not None]
    for each in details:
        if (each.kind == Subject.Kind.IDENTIFIED) != (each.officer is not None):
            raise Refused("Choose the person, or say that they are not yet identified.", field="officer")
    for person in people:
        require(by, Permission.OFFICER_VIEW, person)
    ids = [person.pk for person in people]
    twice = next((person for person in people if ids.count(person.pk) > 1), None)
    held = twice or next(iter(Officer.objects.filter(subjects__case=case, pk__in=ids)), None)
    if held:
        raise Refused(f"{held} is already a subject of this case.", field="officer")


def _at_the_time(details: SubjectDetails, day: date | None) -> dict[str, Any]:
    """Capacity, rank and unit as given, else as the person's record has them on the day."""
    posting = _posting(details.officer, day) if details.officer and day else None
    return {
        "capacity": details.capacity or (details.officer.kind if details.officer else ""),
        "rank_at_time": details.rank_at_time or (posting.rank if posting else ""),
        "unit_at_time": details.unit_at_time or (posting.unit if posting else None),
    }


def _posting(officer: Officer, day: date) -> Posting | None:
    return (
        officer.postings.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day))
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
        .select_related("unit")
        .first()
    )


def _day_of(case: Case) -> date | None:
    return case.incident_from or case.received_on


def _of_case(case: Case, allegations: Iterable[Allegation]) -> list[Allegation]:
    """The chosen allegations, refused when none is chosen or one belongs elsewhere."""
    chosen = list(allegations)
    if not chosen:
        raise Refused("Select at least one allegation that is about this person.", field="allegations")
    if any(allegation.case_id != case.pk for allegation in chosen):
        raise Refused("Choose allegations of this case.", field="allegations")
    return chosen


def _known(officer_id: int | None) -> list[int]:
    return [officer_id] if officer_id else []
