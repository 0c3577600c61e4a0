"""Sealed cases, and leave for single people to see a case that their role or scope would not show."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.models import Case
from cases.querysets import CASE
from misconduct.accounts.models import AccessGrant, AccessGrantQuerySet, User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_datetime


@transaction.atomic
def seal(*, by: User, case: Case, reason: str, version: int | None = None) -> Case:
    """Show the case to nobody but its investigator and those given access. Whoever seals it is given access.

    Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.CASE_SEAL, case)
    case = locking.lock(case, version=version)
    if case.is_sealed:
        raise Refused("This case is already sealed.")
    reason = checks.said(reason, field="reason", message="Enter why the case is sealed.")
    case.is_sealed = True
    locking.save(case, "is_sealed")
    if case.investigator_id != by.pk and not _grants(case).active().filter(user=by).exists():
        _create(case, by, by=by, reason=reason, expires_at=None)
    record("case.sealed", by=by, target=case, before={"is_sealed": False}, after={"is_sealed": True}, reason=reason)
    return case


@transaction.atomic
def unseal(*, by: User, case: Case, reason: str, version: int | None = None) -> Case:
    """Show the case again to everyone whose role and scope let them see it. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_SEAL, case)
    case = locking.lock(case, version=version)
    if not case.is_sealed:
        raise Refused("This case is not sealed.")
    reason = checks.said(reason, field="reason", message="Enter why the seal is lifted.")
    case.is_sealed = False
    locking.save(case, "is_sealed")
    record("case.unsealed", by=by, target=case, before={"is_sealed": True}, after={"is_sealed": False}, reason=reason)
    return case


@transaction.atomic
def grant_access(
    *, by: User, case: Case, user: User, reason: str, expires_at: datetime | None = None, version: int | None = None
) -> AccessGrant:
    """Let one more person see the case, until a moment or until withdrawn. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.CASE_SEAL, case)
    case = locking.lock(case, version=version)
    reason = checks.said(reason, field="reason", message="Enter why this person needs to see the case.")
    if expires_at and expires_at <= timezone.now():
        raise Refused("The access must end in the future.", field="expires_on")
    _refuse_unfit(case, user)
    _grants(case).filter(user=user, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now(), withdrawn_by=by)
    grant = _create(case, user, by=by, reason=reason, expires_at=expires_at)
    locking.save(case)
    record(
        "case.access_granted",
        by=by,
        target=case,
        touched=[user],
        after={"person": str(user), "until": expires_at},
        reason=reason,
    )
    return grant


@transaction.atomic
def withdraw_access(
    *, by: User, case: Case, grant: AccessGrant, reason: str, version: int | None = None
) -> AccessGrant:
    """Take back what was granted. Refused where a sealed case would be left with nobody to see it."""
    require(by, Permission.CASE_SEAL, case)
    case = locking.lock(case, version=version)
    held = _grants(case).active().filter(pk=grant.pk).select_related("user").first()
    if held is None:
        raise Refused("This access has already ended.")
    reason = checks.said(reason, field="reason", message="Enter why the access is withdrawn.")
    if case.is_sealed and case.investigator_id is None and not lasting_grants(case).exclude(pk=held.pk).exists():
        raise Refused("Nobody could see this case any more. Give somebody else access first, or lift the seal.")
    held.withdrawn_at = timezone.now()
    held.withdrawn_by = by
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    locking.save(case)
    record(
        "case.access_withdrawn",
        by=by,
        target=case,
        touched=[held.user],
        before={"person": str(held.user), "until": held.expires_at},
        after={"person": None},
        reason=reason,
    )
    return held


def active_grants(case: Case) -> AccessGrantQuerySet:
    """Leave to see the case that is in force now, with whom it is for and who gave it."""
    return all_grants(case).active()


def all_grants(case: Case) -> AccessGrantQuerySet:
    """Leave to see the case, also what has ended, with whom it is for and who gave it."""
    return _grants(case).select_related("user", "granted_by").order_by("granted_at", "pk")


def lasting_grants(case: Case) -> AccessGrantQuerySet:
    """Leave to see the case that does not end by itself, of people who still sign in."""
    return _grants(case).active().filter(expires_at__isnull=True, user__is_active=True)


def _grants(case: Case) -> AccessGrantQuerySet:
    grants: AccessGrantQuerySet = AccessGrant.objects.filter(object_type=CASE, object_id=case.pk)
    return grants


def _refuse_unfit(case: Case, user: User) -> None:
    if not user.has(Permission.CASE_VIEW):
        raise Refused(f"{user} cannot be given access: their role sees no cases.", field="user")
    if case.subjects.filter(officer__account=user).exists():
        raise Refused(f"{user} cannot be given access to this case.", field="user")
    current = _grants(case).active().filter(user=user).first()
    if current:
        until = f" until {uk_datetime(current.expires_at)}" if current.expires_at else ""
        raise Refused(f"{user} already has access{until}.", field="user")


def _create(case: Case, user: User, *, by: User, reason: str, expires_at: datetime | None) -> AccessGrant:
    return AccessGrant.objects.create(
        user=user, object_type=CASE, object_id=case.pk, reason=reason, granted_by=by, expires_at=expires_at
    )
