"""The reflective practice review process, step by step (SI 2020/4 Part 6)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.investigations.actions.appointment import day_between
from cases.investigations.models import ReflectivePractice
from cases.models import Case, Subject
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def invite(
    *, by: User, case: Case, subject: Subject, reviewer: User, invited_on: date, version: int | None = None
) -> ReflectivePractice:
    """Invite a subject to reflect with a reviewer. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    if subject.case_id != case.pk or subject.officer_id is None:
        raise Refused("Choose an identified subject of this case.", field="subject")
    if case.reflective_practice.filter(subject=subject).exists():
        raise Refused(f"{subject} is already invited.", field="subject")
    if case.subjects.filter(officer__account=reviewer).exists():
        raise Refused(f"{reviewer} cannot review this. Choose somebody else.", field="reviewer")
    day_between(invited_on, case=case, field="invited_on", what="invited")
    practice = ReflectivePractice.objects.create(
        case=case, subject=subject, reviewer=reviewer, invited_on=invited_on, recorded_by=by
    )
    kind = MilestoneKind.REFLECTIVE_INVITED
    milestones.reached(case=case, kind=kind, on=invited_on, by=by, about=subject, source=practice)
    locking.save(case)
    _put_on_record("reflective.invited", practice, by=by)
    return practice


@transaction.atomic
def give_account(
    *, by: User, case: Case, practice: ReflectivePractice, account: str, given_on: date, version: int | None = None
) -> ReflectivePractice:
    """Keep the account of the person. It is admissible in no later proceedings, and the log does not hold it."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    practice = _held(case, practice)
    if not may_read_account(by, practice):
        raise Refused("Only the reviewer, the investigator and managers write and read the account.", field="account")
    if practice.account_given_on:
        raise Refused("The account is already kept.")
    _refuse_before(given_on, practice.invited_on, case=case, field="given_on")
    practice.account = checks.said(account, field="account", message="Enter the account.")
    practice.account_given_on = given_on
    practice.save(update_fields=["account", "account_given_on"])
    kind = MilestoneKind.REFLECTIVE_ACCOUNT_GIVEN
    milestones.reached(case=case, kind=kind, on=given_on, by=by, about=practice.subject, source=practice)
    locking.save(case)
    _put_on_record("reflective.account_given", practice, by=by)
    return practice


@transaction.atomic
def report(
    *,
    by: User,
    case: Case,
    practice: ReflectivePractice,
    discussed_on: date,
    issue: str,
    discussion: str,
    key_actions: str,
    lessons_for_officer: str,
    lessons_for_force: str,
    review_on: date,
    version: int | None = None,
) -> ReflectivePractice:
    """Make the reflective development report with everything that it must hold. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version)
    practice = _held(case, practice)
    if practice.reported_on:
        raise Refused("The development report is already made.")
    _refuse_before(discussed_on, practice.invited_on, case=case, field="discussed_on")
    if review_on <= discussed_on:
        raise Refused("The review must be after the discussion.", field="review_on")
    said = {
        "issue": (issue, "Enter the issue and its background."),
        "discussion": (discussion, "Enter what was discussed."),
        "key_actions": (key_actions, "Enter the key actions, each with its date."),
        "lessons_for_officer": (lessons_for_officer, "Enter the lessons for the officer."),
        "lessons_for_force": (lessons_for_force, "Enter the lessons for the line manager or the force."),
    }
    for name, (text, message) in said.items():
        setattr(practice, name, checks.said(text, field=name, message=message))
    practice.discussed_on, practice.review_on, practice.reported_on = discussed_on, review_on, timezone.localdate()
    practice.save()
    locking.save(case)
    _put_on_record("reflective.reported", practice, by=by, review_on=review_on)
    return practice


@transaction.atomic
def review(
    *, by: User, case: Case, practice: ReflectivePractice, review: str, reviewed_on: date, version: int | None = None
) -> ReflectivePractice:
    """Say what came of the key actions. It may be after the case is closed. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_WORK, case)
    case = locking.lock(case, version=version)
    practice = _held(case, practice)
    if practice.reported_on is None or practice.reviewed_on:
        raise Refused("There is no development report to review.")
    _refuse_before(reviewed_on, practice.reported_on, case=case, field="reviewed_on")
    practice.review = checks.said(review, field="review", message="Enter what came of the key actions.")
    practice.reviewed_on = reviewed_on
    practice.save(update_fields=["review", "reviewed_on"])
    locking.save(case)
    _put_on_record("reflective.reviewed", practice, by=by)
    return practice


def may_read_account(user: User, practice: ReflectivePractice) -> bool:
    """The account is for the reviewer, the investigator and managers: it may not be used against the person."""
    named = {practice.reviewer_id, practice.case.investigator_id}
    return user.pk in named or user.has(Permission.CASE_ASSIGN)


def _held(case: Case, practice: ReflectivePractice) -> ReflectivePractice:
    rows = case.reflective_practice.select_related("subject__officer", "case", "reviewer")
    held: ReflectivePractice | None = rows.filter(pk=practice.pk).first()
    if held is None:
        raise Refused("This is not part of the case.")
    return held


def _refuse_before(day: date, first: date, *, case: Case, field: str) -> None:
    day_between(day, case=case, field=field, what="entered")
    if day < first:
        raise Refused("The day cannot be before the step that comes first.", field=field)


def _put_on_record(action: str, practice: ReflectivePractice, *, by: User, review_on: date | None = None) -> None:
    subject = practice.subject
    after = {"id": practice.pk, "subject": str(subject), "review_on": review_on}
    record(action, by=by, target=practice.case, touched=filter(None, [subject.officer]), after=after)
