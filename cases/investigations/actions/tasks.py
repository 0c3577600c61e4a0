"""Next actions: who does what by when. From the start of an investigation an open case always has one."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.investigations.models import Task
from cases.models import Case
from cases.stages import Stage
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

_WITHOUT = {Stage.RECEIVED, Stage.TRIAGE, Stage.REFERRED, Stage.ASSESSMENT, Stage.CLOSED}


@dataclass(frozen=True)
class NextAction:
    """What is to be done after an action that is done."""

    title: str
    owner: User
    due_on: date


@transaction.atomic
def add(*, by: User, case: Case, title: str, owner: User, due_on: date, version: int | None = None) -> Task:
    """Set a next action. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    task = _create(case, NextAction(title, owner, due_on), by=by)
    locking.save(case)
    return task


@transaction.atomic
def complete(
    *,
    by: User,
    case: Case,
    task: Task,
    result: str,
    following: NextAction | None = None,
    version: int | None = None,
) -> Task:
    """Say that an action is done and how, and set the one that follows.

    From the start of an investigation the last open action is refused without one that follows.
    Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    task = _open(case, task)
    result = checks.said(result, field="result", message="Enter how it was done.")
    if following is None and needs_another(case, task):
        raise Refused(
            "This is the last open action. Enter the next one: an open case always has a next action and a date.",
            field="next_title",
        )
    task.result = result
    task.done_on = timezone.localdate()
    task.done_by = by
    task.save(update_fields=["result", "done_on", "done_by"])
    if following:
        _create(case, following, by=by, prefix="next_")
    locking.save(case)
    after = {"id": task.pk, "task": task.title, "done_on": task.done_on, "result": result}
    record("task.completed", by=by, target=case, touched=[task.owner], after=after)
    return task


@transaction.atomic
def change(
    *, by: User, case: Case, task: Task, owner: User, due_on: date, reason: str, version: int | None = None
) -> Task:
    """Give an open action to somebody else, or another day. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    task = _open(case, task)
    reason = checks.said(reason, field="reason", message="Enter why the action changes.")
    _refuse_unfit(case, owner, due_on if due_on != task.due_on else timezone.localdate())
    before = {"owner": str(task.owner), "due_on": task.due_on}
    task.owner, task.due_on = owner, due_on
    task.save(update_fields=["owner", "due_on"])
    locking.save(case)
    after = {"id": task.pk, "task": task.title, "owner": str(owner), "due_on": due_on}
    record("task.changed", by=by, target=case, touched=[owner], before=before, after=after, reason=reason)
    return task


def needs_another(case: Case, task: Task) -> bool:
    """Whether the case would be left without a next action once this one is done."""
    if Stage(case.stage) in _WITHOUT:
        return False
    return not case.tasks.open().exclude(pk=task.pk).exists()


def _open(case: Case, task: Task) -> Task:
    held: Task | None = case.tasks.filter(pk=task.pk).select_related("owner").first()
    if held is None or held.done_on:
        raise Refused("This action is already done.")
    return held


def _create(case: Case, action: NextAction, *, by: User, prefix: str = "") -> Task:
    title = checks.said(action.title, field=f"{prefix}title", message="Enter what is to be done.")
    _refuse_unfit(case, action.owner, action.due_on, prefix=prefix)
    task = Task.objects.create(case=case, title=title, owner=action.owner, due_on=action.due_on, created_by=by)
    after = {"id": task.pk, "task": title, "owner": str(action.owner), "due_on": action.due_on}
    record("task.added", by=by, target=case, touched=[action.owner], after=after)
    return task


def _refuse_unfit(case: Case, owner: User, due_on: date, prefix: str = "") -> None:
    if due_on < timezone.localdate():
        raise Refused("The day must be today or in the future.", field=f"{prefix}due_on")
    if not owner.is_active or not owner.has(Permission.CASE_WORK):
        raise Refused(f"{owner} cannot work on cases. Choose somebody else.", field=f"{prefix}owner")
    if not Case.objects.visible_to(owner).filter(pk=case.pk).exists():
        raise Refused(f"{owner} cannot be given this action. Choose somebody else.", field=f"{prefix}owner")
