"""What is alleged in a case, and against whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from cases.actions import checks, locking
from cases.flags.actions.requests import request_evaluation
from cases.models import Allegation, AllegationSubject, Case, Code, CodeList, Subject
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from officers.models import Officer


@dataclass(frozen=True)
class AllegationDetails:
    """One thing alleged. `subjects` are places in the list of subjects that goes with it, counted from 0."""

    category: Code
    description: str
    standard: Code | None = None
    factors: tuple[Code, ...] = ()
    subjects: tuple[int, ...] = ()


@transaction.atomic
def add(
    *, by: Doer, case: Case, details: AllegationDetails, subjects: Sequence[Subject], version: int | None = None
) -> Allegation:
    """Add an allegation against these subjects of the case. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    if any(subject.case_id != case.pk for subject in subjects):
        raise Refused("Choose subjects of this case.", field="subjects")
    allegation = create(case, details, subjects)
    locking.save(case)
    people = _people(subjects)
    after = {**_facts(allegation), "subjects": [str(subject) for subject in subjects]}
    record("allegation.added", by=by, target=case, touched=people, after=after)
    request_evaluation(officer_ids=[person.pk for person in people])
    return allegation


@transaction.atomic
def recategorise(
    *, by: Doer, allegation: Allegation, category: Code, reason: str, version: int | None = None
) -> Allegation:
    """Put an allegation in another category. What it was stays in the log. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, allegation.case)
    case = locking.lock_open(allegation.case, version=version)
    allegation = Allegation.objects.select_for_update().get(pk=allegation.pk)
    _refuse_category(case, category)
    reason = checks.said(reason, field="reason", message="Enter why the category changes.")
    if allegation.category_id == category.pk:
        raise Refused("The allegation already has this category.", field="category")
    before = _facts(allegation)
    allegation.category = category
    allegation.save(update_fields=["category"])
    locking.save(case)
    people = _people(Subject.objects.filter(pairs__allegation=allegation).select_related("officer"))
    record(
        "allegation.recategorised",
        by=by,
        target=case,
        touched=people,
        before=before,
        after=_facts(allegation),
        reason=reason,
    )
    request_evaluation(officer_ids=[person.pk for person in people])
    return allegation


@transaction.atomic
def set_standards(
    *,
    by: Doer,
    allegation: Allegation,
    standard: Code,
    others: Sequence[Code] = (),
    reason: str,
    version: int | None = None,
) -> Allegation:
    """Say which standards the allegation breaches if it is true, the primary one first. Raises Refused."""
    require(by, Permission.CASE_WORK, allegation.case)
    case = locking.lock_open(allegation.case, version=version)
    allegation = Allegation.objects.select_for_update().get(pk=allegation.pk)
    reason = checks.said(reason, field="reason", message="Enter why these are the standards.")
    for code, field in ((standard, "standard"), *((other, "others") for other in others)):
        checks.code_of(code, CodeList.STANDARD, field=field, days=[case.received_on])
    if standard in others:
        raise Refused("The primary standard is not chosen again among the others.", field="others")
    before = _standards(allegation)
    allegation.standard = standard
    allegation.save(update_fields=["standard"])
    allegation.other_standards.set(others)
    locking.save(case)
    people = _people(Subject.objects.filter(pairs__allegation=allegation).select_related("officer"))
    after = {"allegation": allegation.number, **_standards(allegation)}
    record("allegation.standards_set", by=by, target=case, touched=people, before=before, after=after, reason=reason)
    return allegation


def _standards(allegation: Allegation) -> dict[str, Any]:
    others = [str(other) for other in allegation.other_standards.all()]
    return {"standard": str(allegation.standard or ""), "other_standards": others}


def create(case: Case, details: AllegationDetails, subjects: Sequence[Subject]) -> Allegation:
    """The rows of a new allegation, for actions that already hold the case. Raises Refused."""
    _refuse_category(case, details.category)
    checks.code_of(details.standard, CodeList.STANDARD, field="standard")
    for factor in details.factors:
        checks.code_of(factor, CodeList.FACTOR, field="factors")
    description = checks.said(details.description, field="description", message="Enter what is alleged.")
    if not subjects:
        raise Refused(
            "Say who the allegation is about. It may be somebody not yet identified, or the organisation.",
            field="subjects",
        )
    allegation = Allegation.objects.create(
        case=case,
        number=(case.allegations.aggregate(last=Max("number"))["last"] or 0) + 1,
        category=details.category,
        standard=details.standard,
        description=description,
    )
    allegation.factors.set(details.factors)
    AllegationSubject.objects.bulk_create(
        AllegationSubject(allegation=allegation, subject=subject) for subject in dict.fromkeys(subjects)
    )
    return allegation


def _refuse_category(case: Case, category: Code) -> None:
    checks.code_of(category, CodeList.CATEGORY, field="category", days=[case.received_on])


def _facts(allegation: Allegation) -> dict[str, Any]:
    category = allegation.category
    return {"allegation": allegation.number, "category": f"{category.code} {category.label}" if category else ""}


def _people(subjects: Iterable[Subject]) -> list[Officer]:
    return [subject.officer for subject in subjects if subject.officer]
