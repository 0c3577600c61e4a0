"""Who may sign in and what they may do. Nobody changes their own rights, and somebody can always change others'."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from misconduct.accounts.models import AccessGrant, User
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission, RoleName
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.overtaken import refuse_overtaken

# Without letters and digits that look alike when read out or copied by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def add_person(
    *,
    by: Doer,
    username: str,
    first_name: str,
    last_name: str,
    role: str,
    is_force_wide: bool = False,
    email: str = "",
) -> tuple[User, str]:
    """Add somebody who may sign in, and the one-time password to tell them. Raises Refused."""
    require(by, Permission.USER_MANAGE)
    if User.objects.filter(username__iexact=username).exists():
        raise Refused("Somebody already has this user name. Choose another.", field="username")
    person = User(username=username, first_name=first_name, last_name=last_name, email=email)
    person.role, person.is_force_wide = role, is_force_wide
    password = _give_one_time_password(person)
    try:
        person.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field) from error
    person.save()
    record("account.added", by=by, target=person, after=rights(person))
    return person, password


@transaction.atomic
def change_rights(
    *,
    by: User,
    person: User,
    role: str,
    is_force_wide: bool,
    is_active: bool,
    reason: str,
    email: str | None = None,
    read: str | None = None,
) -> User:
    """Change what somebody may do, whether they may sign in, or where their reminders go (None: as before).

    It holds from their next click. `read` is the fingerprint of the rights that were read. Raises Refused,
    ChangedMeanwhile.
    """
    require(by, Permission.USER_MANAGE)
    if person.pk == by.pk:
        raise Refused("You cannot change your own rights. Ask another administrator.")
    # Every administrator is locked, so that two who remove each other do not both succeed.
    administrators = set(_active_administrators().select_for_update().values_list("pk", flat=True))
    person = User.objects.select_for_update().get(pk=person.pk)
    before = rights(person)
    refuse_overtaken(before, read=read)
    person.role, person.is_force_wide, person.is_active = role, is_force_wide, is_active
    person.email = person.email if email is None else email
    if person.pk in administrators and not _is_administrator(person) and administrators == {person.pk}:
        raise Refused("This is the last administrator. Make somebody else an administrator first.", field="role")
    if rights(person) == before:
        raise Refused("Nothing is changed. Change something, or go back.")
    person.save(update_fields=["role", "is_force_wide", "is_active", "email"])
    record("account.changed", by=by, target=person, before=before, after=rights(person), reason=reason.strip())
    return person


@transaction.atomic
def reset_password(*, by: User, person: User) -> str:
    """Give somebody a one-time password, which also ends their sessions. Raises Refused."""
    require(by, Permission.USER_MANAGE)
    if person.pk == by.pk:
        raise Refused("Change your own password on the page for that.")
    if not person.is_active:
        raise Refused("This account is closed. Open it before you give it a password.")
    password = _give_one_time_password(person)
    person.save(update_fields=["password", "password_is_temporary"])
    record("account.password_reset", by=by, target=person)
    return password


@transaction.atomic
def withdraw_grant(*, by: User, grant: AccessGrant, reason: str) -> AccessGrant:
    """End one person's leave to see one record. Raises Refused.

    The last grant stays: without it nobody might see a sealed case any more, and only the case's page can tell.
    """
    require(by, Permission.USER_MANAGE)
    of_record = AccessGrant.objects.filter(object_type=grant.object_type, object_id=grant.object_id).active()
    held = {each.pk: each for each in of_record.select_for_update()}
    if grant.pk not in held:
        raise Refused("This access has already ended.")
    if len(held) == 1:
        raise Refused(
            "Nobody else is named for this record. The head of professional standards can withdraw it on its page."
        )
    grant = held[grant.pk]
    grant.withdrawn_at, grant.withdrawn_by = timezone.now(), by
    grant.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(
        "access.withdrawn",
        by=by,
        target=grant.user,
        touched=[f"{grant.object_type}:{grant.object_id}"],
        before={"record": f"{grant.object_type}:{grant.object_id}", "until": grant.expires_at},
        reason=reason.strip(),
    )
    return grant


def rights(person: User) -> dict[str, object]:
    """What somebody may do and where their reminders go, in words for the log."""
    found = {"role": person.role_label, "whole_force": person.is_force_wide, "may_sign_in": person.is_active}
    return found | ({"email": person.email} if person.email else {})


def _active_administrators() -> QuerySet[User]:
    return User.objects.filter(role=RoleName.ADMINISTRATOR, is_active=True).order_by("pk")


def _is_administrator(person: User) -> bool:
    return person.is_active and person.role == RoleName.ADMINISTRATOR


def _give_one_time_password(person: User) -> str:
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    person.set_password(password)
    person.password_is_temporary = True
    return password
