"""Who investigates, after the check for conflicts of interest, and what they are to look into."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import assignment, checks, locking
from cases.investigations import conflicts
from cases.investigations.actions.appointed import mark_appointed
from cases.investigations.models import ConflictDeclaration, TermsOfReference
from cases.investigations.reference import conflict_items
from cases.models import Assignment, Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date


@transaction.atomic
def appoint(
    *,
    by: User,
    case: Case,
    investigator: User,
    answers: Mapping[str, bool],
    details: str = "",
    override_reason: str = "",
    reason: str = "",
    version: int | None = None,
) -> ConflictDeclaration:
    """Give a case to an investigator who has declared their interests, and say so to the clocks of each subject.

    `answers` are by the code of the question. A conflict, declared or known from the records, blocks unless
    a manager sets it aside with a reason. Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.CASE_ASSIGN, case)
    found = conflicts.of(case, [investigator], viewer=by).get(investigator.pk, [])
    case = assignment.assign(by=by, case=case, investigator=investigator, reason=reason, version=version)
    given = case.assignments.get(ended_at__isnull=True)
    declaration = _declaration(given, answers, found, details, by=by)
    if declaration.has_conflict:
        _set_aside(declaration, override_reason, by=by)
    declaration.save()
    mark_appointed(case=case, by=by)
    record(
        "conflict.declared",
        by=by,
        target=case,
        touched=[investigator],
        after={"id": declaration.pk, "investigator": str(investigator), "conflicts": declaration.conflicts},
        reason=declaration.override_reason,
    )
    return declaration


@transaction.atomic
def declare(
    *, by: User, case: Case, answers: Mapping[str, bool], details: str = "", version: int | None = None
) -> ConflictDeclaration:
    """Answer the questions again: at the start where nobody asked, or when something has come up.

    A conflict stands until a manager decides on it: no later answer takes it back. Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    given = _in_force(case)
    if by != given.investigator and not by.has(Permission.CASE_ASSIGN):
        raise Refused(f"Only {given.investigator} or a manager can make this declaration.")
    if any(one.is_unresolved for one in given.declarations.in_force()):
        raise Refused("A conflict is declared already. A manager decides on it, or appoints somebody else.")
    found = conflicts.of(case, [given.investigator], viewer=by).get(given.investigator_id, [])
    declaration = _declaration(given, answers, found, details, by=by)
    given.declarations.in_force().update(superseded_at=timezone.now())
    declaration.save()
    locking.save(case)
    mark_appointed(case=case, by=by)
    record(
        "conflict.declared",
        by=by,
        target=case,
        touched=[given.investigator],
        after={"id": declaration.pk, "investigator": str(given.investigator), "conflicts": declaration.conflicts},
    )
    return declaration


@transaction.atomic
def set_conflict_aside(*, by: User, case: Case, reason: str, version: int | None = None) -> ConflictDeclaration:
    """Let the investigator go on in spite of a conflict. Never one's own. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_ASSIGN, case)
    case = locking.lock_open(case, version=version)
    declaration = _in_force(case).declarations.in_force().first()
    if declaration is None or not declaration.is_unresolved:
        raise Refused("There is no conflict to decide on.")
    _set_aside(declaration, reason, by=by, field="reason")
    declaration.save()
    locking.save(case)
    record(
        "conflict.set_aside",
        by=by,
        target=case,
        touched=[declaration.assignment.investigator],
        after={"id": declaration.pk, "conflicts": declaration.conflicts},
        reason=declaration.override_reason,
    )
    return declaration


@transaction.atomic
def approve_terms(
    *, by: User, case: Case, text: str, approved_on: date, version: int | None = None
) -> TermsOfReference:
    """Approve the terms of reference in place of those in force; the earlier stay. Never of one's own investigation.

    Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.CASE_ASSIGN, case)
    case = locking.lock_open(case, version=version)
    if case.investigator_id == by.pk:
        raise Refused("You investigate this case, so somebody else approves its terms of reference.")
    text = checks.said(text, field="text", message="Enter the terms of reference.")
    day_between(approved_on, case=case, field="approved_on", what="approved")
    earlier = case.terms_of_reference.first()
    case.terms_of_reference.in_force().update(superseded_at=timezone.now())
    terms = TermsOfReference.objects.create(
        case=case, number=earlier.number + 1 if earlier else 1, text=text, approved_on=approved_on, approved_by=by
    )
    locking.save(case)
    record(
        "terms_of_reference.approved",
        by=by,
        target=case,
        before={"version": earlier.number} if earlier else None,
        after={"id": terms.pk, "version": terms.number, "text": text},
    )
    return terms


def day_between(day: date, *, case: Case, field: str, what: str) -> None:
    """Something in a case happens from the day it was received to today."""
    if day > timezone.localdate():
        raise Refused(f"The date {what} must be today or in the past.", field=field)
    if case.received_on and day < case.received_on:
        raise Refused(
            f"The date {what} must be on or after {uk_date(case.received_on)}, the day the matter was received.",
            field=field,
        )


def _in_force(case: Case) -> Assignment:
    given: Assignment | None = case.assignments.filter(ended_at__isnull=True).select_related("investigator").first()
    if given is None:
        raise Refused("Nobody is appointed to investigate this case. Appoint somebody first.")
    return given


def _declaration(
    given: Assignment, answers: Mapping[str, bool], found: list[conflicts.Conflict], details: str, *, by: User
) -> ConflictDeclaration:
    items = conflict_items(timezone.localdate())
    for item in items:
        if item.code not in answers:
            raise Refused(f"Answer the question “{item.question}”", field=f"item_{item.code}")
    answered = [
        {"code": one.code, "question": one.question, "conflict": one.conflict, "answer": answers[one.code]}
        for one in items
    ]
    if any(one["answer"] for one in answered):
        details = checks.said(details, field="details", message="Say what the conflict is.")
    return ConflictDeclaration(
        assignment=given,
        answers=answered,
        found=[one.on_record for one in found],
        details=details.strip(),
        has_conflict=bool(found) or any(one["answer"] for one in answered),
        declared_by=by,
    )


def _set_aside(declaration: ConflictDeclaration, reason: str, *, by: User, field: str = "override_reason") -> None:
    investigator = declaration.assignment.investigator
    said = "; ".join(declaration.conflicts)
    if by == investigator:
        raise Refused("You cannot set aside a conflict of your own. Another manager must decide.", field=field)
    declaration.override_reason = checks.said(
        reason,
        field=field,
        message=f"{investigator} has a conflict of interest ({said}). "
        "Choose somebody else, or say why it is set aside.",
    )
    declaration.overridden_by = by
    declaration.overridden_at = timezone.now()
