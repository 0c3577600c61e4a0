"""Objections of an officer to the chair, the panel or the adviser, and the decisions on them."""

from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Case, Subject
from cases.proceedings import facts
from cases.proceedings.actions import holding
from cases.proceedings.models import Objection, PanelMember, Proceeding
from cases.proceedings.timetable import State
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date

WINDOW = "objection-to-panel"


@transaction.atomic
def object_to(
    *,
    by: User,
    member: PanelMember,
    subject: Subject,
    made_on: date,
    reasons: str,
    late_reason: str = "",
    version: int | None = None,
) -> Objection:
    """Record an objection that an officer made in writing. Raises Refused where it is late without a reason."""
    proceeding = member.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    if not proceeding.subjects.filter(subject=subject).exists():
        raise Refused("Choose a person the proceedings are against.", field="subject")
    if member.replaced_on:
        raise Refused(f"{member.name} is no longer on the panel.")
    holding.past(made_on, field="made_on", label="The day")
    is_late = _is_late(proceeding, made_on, late_reason)
    objection = Objection.objects.create(
        proceeding=proceeding,
        member=member,
        subject=subject,
        made_on=made_on,
        reasons=checks.said(reasons, field="reasons", message="Enter the reasons for the objection."),
        late_reason=late_reason.strip() if is_late else "",
    )
    kind = MilestoneKind.OBJECTION_MADE
    milestones.reached(case=case, kind=kind, on=made_on, by=by, about=proceeding, source=objection)
    locking.save(case)
    _put_on_record_made(case, made_on, objection, member, subject, by=by)
    return objection


@transaction.atomic
def decide(
    *,
    by: User,
    objection: Objection,
    is_upheld: bool,
    decided_on: date,
    decided_by: Objection.DecidedBy,
    decided_by_name: str,
    reasons: str,
    version: int | None = None,
) -> Objection:
    """Record the written decision on an objection. The person objected to cannot decide it. Raises Refused."""
    proceeding = objection.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    objection.refresh_from_db()
    if objection.decided_on:
        raise Refused("This objection is already decided.")
    holding.past(
        decided_on, field="decided_on", label="The day", since=objection.made_on, since_what="the day it was made"
    )
    name = checks.said(decided_by_name, field="decided_by_name", message="Enter who decided.")
    is_own = decided_by == Objection.DecidedBy.CHAIR and objection.member.capacity == PanelMember.Capacity.CHAIR
    if is_own or name.casefold() == objection.member.name.casefold():
        raise Refused("Nobody decides on an objection to themselves.", field="decided_by")
    objection.is_upheld, objection.decided_on = is_upheld, decided_on
    objection.decided_by, objection.decided_by_name = decided_by, name
    objection.decision_reasons = checks.said(reasons, field="reasons", message="Enter the reasons for the decision.")
    objection.save()
    milestones.reached(
        case=case, kind=MilestoneKind.OBJECTION_DECIDED, on=decided_on, by=by, about=proceeding, source=objection
    )
    locking.save(case)
    _put_on_record_decided(case, decided_on, objection, is_upheld, by=by)
    return objection


@transaction.atomic
def renotify(*, by: User, objection: Objection, renotified_on: date, version: int | None = None) -> Objection:
    """Record that the officer was told who takes the place of the person they objected to. Raises Refused."""
    proceeding = objection.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    objection.refresh_from_db()
    if not objection.is_upheld or objection.member.replaced_on is None:
        raise Refused("Replace the member first: the objection must be upheld and somebody else appointed.")
    holding.past(
        renotified_on,
        field="renotified_on",
        label="The day",
        since=objection.member.replaced_on,
        since_what="the day of the replacement",
    )
    objection.renotified_on = renotified_on
    objection.save(update_fields=["renotified_on"])
    locking.save(case)
    record(
        "proceedings.replacement_notified",
        by=by,
        target=case,
        touched=filter(None, [objection.subject.officer]),
        after={"id": objection.pk, "person": objection.member.name, "on": renotified_on},
    )
    return objection


def _put_on_record_made(
    case: Case, made_on: date, objection: Objection, member: PanelMember, subject: Subject, *, by: User
) -> None:
    record(
        "proceedings.objection_made",
        by=by,
        target=case,
        touched=filter(None, [subject.officer]),
        after={"id": objection.pk, "person": member.name, "subject": str(subject), "on": made_on},
        reason=objection.reasons,
    )


def _put_on_record_decided(case: Case, decided_on: date, objection: Objection, is_upheld: bool, *, by: User) -> None:
    record(
        "proceedings.objection_decided",
        by=by,
        target=case,
        touched=filter(None, [objection.subject.officer]),
        after={
            "id": objection.pk,
            "person": objection.member.name,
            "decision": "Upheld" if is_upheld else "Rejected",
            "on": decided_on,
        },
        reason=objection.decision_reasons,
    )


def _is_late(proceeding: Proceeding, made_on: date, late_reason: str) -> bool:
    """Whether an objection came after its time. Raises Refused where it did and nobody said why it is considered."""
    window = next(one for one in facts.steps_of(proceeding, today=made_on) if one.line.step == WINDOW)
    if window.state is State.WAITING:
        raise Refused("Record that the notice was served first: the time to object runs from it.", field="made_on")
    is_late = window.due_on is not None and made_on > window.due_on
    if is_late and not late_reason.strip():
        raise Refused(
            f"The time to object ended on {uk_date(window.due_on)}. Enter why it is considered although it is late.",
            field="late_reason",
        )
    return is_late
