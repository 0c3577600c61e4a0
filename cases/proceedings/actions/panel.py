"""Who conducts proceedings: appointing, declaring interests, and replacing."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.proceedings import facts, panels
from cases.proceedings.actions import holding
from cases.proceedings.models import PanelMember, Proceeding
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@dataclass(frozen=True)
class Appointment:
    """Somebody to be appointed: who they are, who chose them and how, and for a delegate when and why."""

    capacity: PanelMember.Capacity
    name: str
    standing: PanelMember.Standing
    appointed_by: PanelMember.AppointedBy
    appointed_on: date
    selection: str
    force: str = ""
    is_from_this_force: bool = True
    delegated_on: date | None = None
    delegation_reason: str = ""
    officer_told_on: date | None = None


@transaction.atomic
def appoint(*, by: User, proceeding: Proceeding, appointment: Appointment, version: int | None = None) -> PanelMember:
    """Put somebody on the panel, or make them its adviser. Raises Refused where the law of the day gives no seat."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    name = checks.said(appointment.name, field="name", message="Enter the name.")
    selection = checks.said(appointment.selection, field="selection", message="Enter how the person was chosen.")
    holding.past(appointment.appointed_on, field="appointed_on", label="The day")
    _refuse_unfit(proceeding, appointment)
    member = PanelMember.objects.create(
        proceeding=proceeding,
        capacity=appointment.capacity,
        name=name,
        standing=appointment.standing,
        force=appointment.force.strip(),
        is_from_this_force=appointment.is_from_this_force,
        appointed_by=appointment.appointed_by,
        appointed_on=appointment.appointed_on,
        selection=selection,
        delegated_on=appointment.delegated_on,
        delegation_reason=appointment.delegation_reason.strip(),
        officer_told_on=appointment.officer_told_on,
        recorded_by=by,
    )
    locking.save(case)
    record(
        "proceedings.panel_appointed",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        after={
            "id": member.pk,
            "person": member.name,
            "capacity": member.get_capacity_display(),
            "standing": member.get_standing_display(),
            "appointed_by": member.get_appointed_by_display(),
            "on": member.appointed_on,
        },
        reason=member.delegation_reason,
    )
    return member


@transaction.atomic
def declare(
    *,
    by: User,
    member: PanelMember,
    has_interest: bool,
    declared_on: date,
    interest: str = "",
    version: int | None = None,
) -> PanelMember:
    """Record what a member answered when asked about interests and conflicts. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.PROCEEDINGS_RUN, member.proceeding.case)
    case = holding.lock(member.proceeding, version=version)
    _refuse_gone(member)
    holding.past(declared_on, field="declared_on", label="The day")
    if has_interest:
        message = "Enter the interest that was declared, and why they may sit or are replaced."
        interest = checks.said(interest, field="interest", message=message)
    elif interest.strip():
        raise Refused("Leave this empty where there is nothing to declare.", field="interest")
    member.has_interest, member.interest, member.declared_on = has_interest, interest.strip(), declared_on
    member.save(update_fields=["has_interest", "interest", "declared_on"])
    locking.save(case)
    record(
        "proceedings.interest_declared",
        by=by,
        target=case,
        touched=holding.officers_of(member.proceeding),
        after={"id": member.pk, "person": member.name, "interest": member.interest or "None", "on": declared_on},
    )
    return member


@transaction.atomic
def replace(
    *, by: User, member: PanelMember, replaced_on: date, reason: str, version: int | None = None
) -> PanelMember:
    """Take somebody off the panel, so that another can be appointed. They stay to be seen. Raises Refused."""
    require(by, Permission.PROCEEDINGS_RUN, member.proceeding.case)
    case = holding.lock(member.proceeding, version=version)
    _refuse_gone(member)
    holding.past(
        replaced_on,
        field="replaced_on",
        label="The day",
        since=member.appointed_on,
        since_what="the day they were appointed",
    )
    member.replaced_reason = checks.said(reason, field="reason", message="Enter why the member is replaced.")
    member.replaced_on = replaced_on
    member.save(update_fields=["replaced_on", "replaced_reason"])
    locking.save(case)
    record(
        "proceedings.panel_replaced",
        by=by,
        target=case,
        touched=holding.officers_of(member.proceeding),
        after={
            "id": member.pk,
            "person": member.name,
            "capacity": member.get_capacity_display(),
            "on": replaced_on,
        },
        reason=member.replaced_reason,
    )
    return member


def _refuse_unfit(proceeding: Proceeding, appointment: Appointment) -> None:
    seat = next((one for one in facts.seats_of(proceeding) if one.capacity == appointment.capacity), None)
    held = proceeding.panel.serving().filter(capacity=appointment.capacity).count()
    objection = panels.objection_to(seat, appointment, held=held)
    if objection or seat is None:
        field, message = objection or ("capacity", "There is no such seat.")
        raise Refused(message, field=field)
    if panels.needs_delegation(seat, appointment.standing):
        if appointment.delegated_on is None:
            raise Refused("Enter when the chief officer delegated the chair.", field="delegated_on")
        message = "Enter why the chief officer delegated the chair."
        checks.said(appointment.delegation_reason, field="delegation_reason", message=message)
        if appointment.officer_told_on is None:
            raise Refused("Enter when the officer was told of the delegate.", field="officer_told_on")
    elif appointment.delegated_on:
        raise Refused("Only a delegated chair has a day of delegation. Leave this empty.", field="delegated_on")


def _refuse_gone(member: PanelMember) -> None:
    member.refresh_from_db()
    if member.replaced_on:
        raise Refused(f"{member.name} is no longer on the panel.")
