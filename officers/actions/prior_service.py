"""Service in another force, and what that force answered about misconduct there.

Rules read it (a transferee whose history is missing or adverse): pages call `cases.actions.prior_service`, which has
the flags looked at again.
"""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import ChangedMeanwhile, Refused
from misconduct.core.overtaken import refuse_overtaken
from officers.actions.checks import checked, in_the_past
from officers.models import Officer, PriorService


@dataclass(frozen=True)
class Served:
    """Where somebody served before, and what is known of their history there. A day that nobody knows is None."""

    force: str
    starts_on: date | None = None
    ends_on: date | None = None
    history_requested_on: date | None = None
    history_received_on: date | None = None
    is_adverse: bool = False
    note: str = ""


@transaction.atomic
def record_service(*, by: User, officer: Officer, served: Served) -> PriorService:
    """Keep that somebody served in another force. Raises Refused."""
    require(by, Permission.ROSTER_EDIT, officer)
    Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)
    made = PriorService(officer=officer, recorded_by=by)
    _fill(made, served)
    made.save()
    record("officer.prior_service_recorded", by=by, target=officer, after={"id": made.pk, **facts_of(made)})
    return made


@transaction.atomic
def change_service(*, by: User, service: PriorService, served: Served, read: str | None = None) -> PriorService:
    """Write what is known now over what was known. `read` is the fingerprint of that. Raises Refused."""
    require(by, Permission.ROSTER_EDIT, service)
    held = _standing(service)
    before = facts_of(held)
    refuse_overtaken(before, read=read)
    _fill(held, served)
    held.save()
    after = {"id": held.pk, **facts_of(held)}
    record("officer.prior_service_changed", by=by, target=held.officer, before=before, after=after)
    return held


@transaction.atomic
def withdraw_service(*, by: User, service: PriorService, reason: str) -> PriorService:
    """Take back what was entered by mistake. Raises Refused, and ChangedMeanwhile where somebody did it before."""
    require(by, Permission.ROSTER_EDIT, service)
    held = _standing(service)
    if not reason.strip():
        raise Refused("Enter why it is withdrawn.", field="reason")
    held.withdrawn_by, held.withdrawn_at, held.withdrawn_reason = by, timezone.now(), reason.strip()
    held.save()
    event, before = "officer.prior_service_withdrawn", {"id": held.pk, **facts_of(held)}
    record(event, by=by, target=held.officer, before=before, reason=held.withdrawn_reason)
    return held


def facts_of(service: PriorService) -> dict[str, object]:
    """What somebody reads before they change it."""
    return asdict(served_of(service))


def served_of(service: PriorService) -> Served:
    """What is recorded now."""
    return Served(**{name: getattr(service, name) for name in Served.__dataclass_fields__})


def _fill(service: PriorService, served: Served) -> None:
    """Put the facts into a row that is not saved yet. Raises Refused at the field that can mend it."""
    in_the_past(served.starts_on, field="starts_on", name="The first day there")
    in_the_past(served.history_requested_on, field="history_requested_on", name="The day the history was asked for")
    in_the_past(served.history_received_on, field="history_received_on", name="The day the history was received")
    for name, value in asdict(served).items():
        setattr(service, name, " ".join(value.split()) if name == "force" else value)
    service.note = service.note.strip()
    checked(service, field=_at_fault(served))
    others = PriorService.objects.standing().filter(officer=service.officer, starts_on=service.starts_on)
    if others.filter(force__iexact=service.force).exclude(pk=service.pk).exists():
        raise Refused("This service is already recorded. Change that entry instead.", field="force")


def _at_fault(served: Served) -> str:
    """The field whose answer contradicts another."""
    if served.starts_on and served.ends_on and served.ends_on < served.starts_on:
        return "ends_on"
    return "history_received_on"


def _standing(service: PriorService) -> PriorService:
    rows = PriorService.objects.select_for_update(of=("self",), no_key=True).select_related("officer")
    held: PriorService = rows.get(pk=service.pk)
    if held.withdrawn_at is not None:
        raise ChangedMeanwhile("Somebody else has withdrawn this. Read the person’s page again to see what stands.")
    return held
