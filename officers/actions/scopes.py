"""Whose units a person sees. It stands here and not among the accounts, which know no units."""

from django.db import transaction

from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from officers.models import Unit, UnitScope


@transaction.atomic
def add_unit(*, by: User, person: User, unit: Unit) -> UnitScope:
    """Let somebody see the cases of a unit and of every unit below it. Raises Refused."""
    _refuse_oneself(by, person)
    scope, is_new = UnitScope.objects.get_or_create(user=person, unit=unit)
    if not is_new:
        raise Refused(f"{person} already sees {unit}.", field="unit")
    record("account.units_changed", by=by, target=person, after={"unit_added": unit.name})
    return scope


@transaction.atomic
def remove_unit(*, by: User, person: User, unit: Unit) -> None:
    """Take a unit out of somebody's sight. Raises Refused."""
    _refuse_oneself(by, person)
    removed, _ = UnitScope.objects.filter(user=person, unit=unit).delete()
    if not removed:
        raise Refused(f"{person} does not see {unit} any more. Somebody took it out already.")
    record("account.units_changed", by=by, target=person, before={"unit_removed": unit.name})


def _refuse_oneself(by: User, person: User) -> None:
    require(by, Permission.USER_MANAGE, person)
    if person.pk == by.pk:
        raise Refused("You cannot change your own rights. Ask another administrator.")
