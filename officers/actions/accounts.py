"""Whose record on the roster belongs to somebody who signs in: they then never see a matter about themselves."""

from django.db import transaction
from django.db.models import Q

from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.overtaken import refuse_overtaken
from officers.models import Officer


@transaction.atomic
def set_own_record(*, by: User, person: User, number: str, reason: str, read: str | None = None) -> Officer | None:
    """Say which record on the roster is this person's own, by force number; without one, that they have none.

    `read` is the fingerprint of the record that was read as theirs. Raises Refused for oneself, for a number nobody
    has, and for a record that is somebody else's own; ChangedMeanwhile.
    """
    require(by, Permission.USER_MANAGE, person)
    if person.pk == by.pk:
        raise Refused("You cannot change your own rights. Ask another administrator.")
    before, officer = _held(person, number.strip())
    refuse_overtaken(own_record(before), read=read)
    if number.strip() and officer is None:
        raise Refused("Nobody on the roster has this force number. Check it.", field="number")
    if officer == before:
        raise Refused("Nothing is changed. Change something, or go back.", field="number")
    if officer and Officer.objects.filter(pk=officer.pk, merges_absorbed__status="approved").exists():
        raise Refused("This is the second record of somebody. Enter the number of their other one.", field="number")
    if officer and officer.account_id:
        raise Refused("This is the own record of somebody else who signs in.", field="number")
    for changed, account in ((before, None), (officer, person)):
        if changed:
            changed.account = account
            changed.save(update_fields=["account"])
    record(
        "account.own_record_changed",
        by=by,
        target=person,
        touched=[changed for changed in (before, officer) if changed],
        before=own_record(before),
        after=own_record(officer),
        reason=reason.strip(),
    )
    return officer


def own_record(officer: Officer | None) -> dict[str, object]:
    """Whose record it is, as somebody reads it before they change it."""
    return {"force_number": officer.number if officer else None}


def _held(person: User, number: str) -> tuple[Officer | None, Officer | None]:
    """The record that is theirs now and the one of that number, locked in one order whoever else changes one."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    is_either = Q(account=person) | Q(number__iexact=number) if number else Q(account=person)
    found = list(Officer.objects.select_for_update().filter(is_either).order_by("pk"))
    own = next((one for one in found if one.account_id == person.pk), None)
    if own and own.number.upper() == number.upper():
        return own, own
    return own, next((one for one in found if one != own), None)
