"""Splitting a case: chosen allegations go on in a case of their own, with their decisions, outcomes and history."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, links, locking, logging, references
from cases.flags.actions.requests import request_evaluation
from cases.models import Allegation, AllegationSubject, Assignment, Case, CaseLink, Subject
from misconduct.accounts.models import AccessGrant, User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

_KEPT = (
    "record_type",
    "received_on",
    "channel",
    "incident_from",
    "incident_to",
    "place",
    "unit",
    "summary",
    "investigator",
    "is_sealed",
    "regime",
)
_OF_A_SUBJECT = ("kind", "officer", "description", "capacity", "rank_at_time", "unit_at_time", "is_off_duty")


@transaction.atomic
def split(*, by: User, case: Case, allegations: Iterable[Allegation], reason: str, version: int | None = None) -> Case:
    """Take allegations into a new case, sealed and seen as this one is, linked both ways. The new case.

    Raises Refused for none or all of the allegations; ChangedMeanwhile.
    """
    require(by, Permission.CASE_ASSIGN, case)
    case = locking.lock_open(case, version=version)
    chosen = list(case.allegations.filter(pk__in=[one.pk for one in allegations]).order_by("number"))
    if not chosen or len(chosen) == case.allegations.count():
        raise Refused("Choose some of the allegations, and leave at least one here.", field="allegations")
    reason = checks.said(reason, field="reason", message="Enter why the case is split.")
    new = _new_case(case, by=by)
    numbers = [one.number for one in chosen]
    people = _move(chosen, new)
    links.create(case=new, other=case, kind=CaseLink.Kind.SPLIT, reason=reason, by=by)
    logging.start_clocks(case=new, by=by)
    record("case.split", by=by, target=case, touched=[new, *people], after={"allegations": numbers}, reason=reason)
    record(
        "case.split_off", by=by, target=new, touched=[case, *people], after={"allegations": len(chosen)}, reason=reason
    )
    request_evaluation(officer_ids=[person.pk for person in people])
    return new


def _new_case(case: Case, *, by: User) -> Case:
    """A case like this one, under a reference of its own, seen by the same people."""
    new = Case.objects.create(
        reference=references.issue(record_type=case.record_type, year=timezone.localdate().year),
        logged_by=by,
        **{name: getattr(case, name) for name in _KEPT},
    )
    if case.investigator:
        Assignment.objects.create(
            case=new, investigator=case.investigator, assigned_by=by, reason="As in the case it was split from."
        )
    held = AccessGrant.objects.active().filter(object_type=Case._meta.label_lower, object_id=case.pk)
    for grant in held:
        grant.pk, grant.object_id = None, new.pk
        grant._state.adding = True
        grant.save()
    return new


def _move(chosen: Sequence[Allegation], new: Case) -> list:
    """The allegations with their pairs; each subject goes with them, and stays too where more is alleged."""
    taken: dict[int, Subject] = {}
    for number, allegation in enumerate(chosen, start=1):
        allegation.case, allegation.number = new, number
        allegation.save(update_fields=["case", "number"])
    for pair in AllegationSubject.objects.filter(allegation__in=chosen).select_related("subject__officer"):
        if pair.subject_id not in taken:
            taken[pair.subject_id] = _taken_along(pair.subject, new)
        pair.subject = taken[pair.subject_id]
        pair.save(update_fields=["subject"])
    return [subject.officer for subject in taken.values() if subject.officer]


def _taken_along(subject: Subject, new: Case) -> Subject:
    """The subject itself where nothing else is alleged and nothing else hangs on it, and otherwise a row beside it."""
    stays = subject.pairs.exclude(allegation__case=new).exists()
    if not stays:
        _refuse_left_behind(subject)
        subject.case = new
        subject.save(update_fields=["case"])
        return subject
    return Subject.objects.create(case=new, **{name: getattr(subject, name) for name in _OF_A_SUBJECT})


def _refuse_left_behind(subject: Subject) -> None:
    """What was served on somebody or decided about them in the old case cannot be torn from its subject."""
    for relation in Subject._meta.related_objects:
        if relation.related_model is AllegationSubject or relation.related_model.__name__.endswith("Event"):
            continue
        if relation.related_model._default_manager.filter(**{relation.field.name: subject}).exists():
            raise Refused(
                f"{subject} has more on this case than these allegations. Leave one allegation about them here.",
                field="allegations",
            )
