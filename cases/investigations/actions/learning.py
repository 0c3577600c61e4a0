"""What is to be learned from a case, also where there is no case to answer."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.investigations.models import LearningItem
from cases.models import Case, Subject
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

_Kind = LearningItem.Kind


@transaction.atomic
def add(
    *,
    by: User,
    case: Case,
    kind: str,
    text: str,
    subject: Subject | None = None,
    origin: str = LearningItem.Origin.FORCE,
    addressed_to: str = "",
    response_due_on: date | None = None,
    owner: User | None = None,
    due_on: date | None = None,
    version: int | None = None,
) -> LearningItem:
    """Record learning, or that there is none. Raises Refused, ChangedMeanwhile.

    A recommendation of the IOPC or the local policing body starts its own clock.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    text = checks.said(text, field="text", message="Enter what is to be learned, or why there is nothing.")
    _refuse_unsound(case, kind, subject, addressed_to)
    item = LearningItem.objects.create(
        case=case,
        kind=kind,
        subject=subject,
        text=text,
        origin=origin if kind == _Kind.ORGANISATIONAL else LearningItem.Origin.FORCE,
        addressed_to=addressed_to.strip(),
        response_due_on=response_due_on,
        owner=owner,
        due_on=due_on,
        recorded_by=by,
        recorded_on=timezone.localdate(),
    )
    _reached(item, MilestoneKind.RECOMMENDATION_RECEIVED, on=item.recorded_on, by=by)
    locking.save(case)
    _put_on_record(item, by=by)
    return item


@transaction.atomic
def complete(
    *, by: User, case: Case, item: LearningItem, result: str, done_on: date, version: int | None = None
) -> LearningItem:
    """Say what came of it; for a recommendation, how it was answered. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock(case, version=version)  # learning is put into practice after a case is closed, too
    held: LearningItem | None = case.learning.filter(pk=item.pk).first()
    if held is None or held.kind == _Kind.NONE or held.done_on:
        raise Refused("There is nothing more to do here.")
    if not held.recorded_on <= done_on <= timezone.localdate():
        raise Refused("The day must be from the day it was recorded to today.", field="done_on")
    held.result = checks.said(result, field="result", message="Enter what came of it.")
    held.done_on = done_on
    held.done_by = by
    held.save(update_fields=["result", "done_on", "done_by"])
    _reached(held, MilestoneKind.RECOMMENDATION_ANSWERED, on=done_on, by=by)
    locking.save(case)
    after = {"id": held.pk, "learning": held.text, "done_on": done_on, "result": held.result}
    record("learning.done", by=by, target=case, after=after)
    return held


def _put_on_record(item: LearningItem, *, by: User) -> None:
    subject = item.subject
    touched = [subject.officer] if subject and subject.officer else []
    after = {"id": item.pk, "kind": item.get_kind_display(), "subject": str(subject or ""), "learning": item.text}
    record("learning.recorded", by=by, target=item.case, touched=touched, after=after)


def _reached(item: LearningItem, kind: MilestoneKind, *, on: date, by: User) -> None:
    """Only a recommendation from outside the force has a time for its answer."""
    if item.origin != LearningItem.Origin.FORCE:
        milestones.reached(case=item.case, kind=kind, on=on, by=by, about=item, source=item)


def _refuse_unsound(case: Case, kind: str, subject: Subject | None, addressed_to: str) -> None:
    if kind == _Kind.INDIVIDUAL and (subject is None or subject.case_id != case.pk):
        raise Refused("Select whose learning this is.", field="subject")
    if kind != _Kind.INDIVIDUAL and subject is not None:
        raise Refused("Only learning for a person names a subject. Leave it empty.", field="subject")
    if kind == _Kind.ORGANISATIONAL:
        checks.said(addressed_to, field="addressed_to", message="Enter to whom the recommendation goes.")
    if kind == _Kind.NONE and case.learning.exists():
        raise Refused("Learning, or that there is none, is already recorded for this case.", field="kind")
