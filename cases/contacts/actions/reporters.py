"""Confidential reporters. Who somebody is, is sealed when it is written down and opened only for a reason."""

from dataclasses import asdict, dataclass

from django.db import transaction

from cases.actions import checks, locking
from cases.contacts import sealing
from cases.contacts.models import Party, ReporterIdentity, Role
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import OutOfScope, Refused
from officers.models import Officer


@dataclass(frozen=True)
class Identity:
    """Who a confidential reporter is, and how to reach them safely.

    `number` is the force number of one who is an officer of this force: new allegations against them are then flagged
    to those who may know.
    """

    name: str
    contact: str = ""
    safe_contact: str = ""
    notes: str = ""
    number: str = ""


@transaction.atomic
def add(*, by: User, case: Case, identity: Identity, version: int | None = None) -> Party:
    """Add a confidential reporter. Who it is goes into the sealed record only, and the log names nobody.

    Whoever writes it down may not look at it again without leave. Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version, while_suspended=True)
    checks.said(identity.name, field="name", message="Enter who the reporter is.")
    officer_digest = _digest_of(identity.number.strip(), by=by)
    party = Party.objects.create(
        case=case, number=case.parties.count() + 1, roles=[Role.REPORTER.value], is_confidential=True, added_by=by
    )
    sealed = sealing.seal({"party": party.pk, **asdict(identity)})
    ReporterIdentity.objects.create(party=party, sealed=sealed, officer_digest=officer_digest, sealed_by=by)
    locking.save(case)
    record("reporter.added", by=by, target=case, touched=[party], after={"id": party.pk, "party": str(party)})
    return party


@transaction.atomic
def identify(*, by: User, party: Party, reason: str) -> Identity:
    """Open the sealed record: who the reporter is. Every look is on record with its reason. Raises Refused."""
    require(by, Permission.REPORTER_IDENTIFY, party.case)
    held = ReporterIdentity.objects.visible_to(by).filter(party=party).first()
    if held is None:
        raise OutOfScope(f"No sealed identity of {party}.")
    reason = checks.said(reason, field="reason", message="Enter why you need to know who it is.")
    facts = sealing.unseal(held.sealed)
    if facts.pop("party") != party.pk:
        raise OutOfScope(f"The sealed record of {party} belongs to somebody else.")
    record("reporter.identified", by=by, target=party.case, touched=[party], after={"party": str(party)}, reason=reason)
    return Identity(**{name: str(value) for name, value in facts.items()})


def _digest_of(number: str, *, by: User) -> str:
    """The mark of the officer of that force number, or noise where none is given. Raises Refused for an unknown one.

    No evaluation of flags is asked for: its row in the database would name the person. The nightly one comes to them,
    and so does the next allegation.
    """
    if not number:
        return sealing.blank_digest()
    found = Officer.objects.visible_to(by).filter(number__iexact=number).first()
    if found is None:
        message = f"Nobody on the roster has the force number “{number}”. Check it, or leave it empty."
        raise Refused(message, field="number")
    return sealing.officer_digest(found.pk)
