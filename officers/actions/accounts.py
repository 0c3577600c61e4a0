"""Whose record on the roster belongs to somebody who signs in: they then never see a matter about themselves."""

from django.db import transaction

from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from officers.models import Officer


@transaction.atomic
def set_own_record(*, by: User, person: User, number: str, reason: str) -> Officer | None:
    """Say which record on the roster is this person's own, by force number; without one, that they have none.

    Raises Refused for oneself, for a number nobody has, and for a record that is somebody else's own.
    """
    require(by, Permission.USER_MANAGE, person)
    if person.pk == by.pk:
        raise Refused("You cannot change your own rights. Ask another administrator.")
    before = Officer.objects.select_for_update().filter(account=person).first()
    officer = _numbered(number.strip()) if number.strip() else None
    if officer == before:
        raise Refused("Nothing is changed. Change something, or go back.", field="number")
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
        before={"force_number": before.number if before else None},
        after={"force_number": officer.number if officer else None},
        reason=reason.strip(),
    )
    return officer


def _numbered(number: str) -> Officer:
    found = Officer.objects.select_for_update().filter(number__iexact=number).first()
    if found is None:
        raise Refused("Nobody on the roster has this force number. Check it.", field="number")
    return found
