"""The people in a case who are not its subjects: adding them, keeping what is known of them, ending their updates."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.contacts.actions.handling import start_for
from cases.contacts.codes import CODES, NOT_KNOWN
from cases.contacts.models import Party, Role
from cases.flags.actions.requests import request_for_case
from cases.models import Case
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@dataclass(frozen=True)
class PartyDetails:
    """What is known of somebody. Monitoring facts that nobody gave are “not known”, never empty."""

    roles: tuple[str, ...]
    name: str = ""
    standing: str = NOT_KNOWN
    represents: Party | None = None
    email: str = ""
    phone: str = ""
    postal_address: str = ""
    preferred_channel: str = ""
    contact_needs: str = ""
    adjustments: str = ""
    safe_contact: str = ""
    contact_consented_on: date | None = None
    contact_consent_withdrawn_on: date | None = None
    share_consented_on: date | None = None
    share_consent_withdrawn_on: date | None = None
    wants_updates: bool | None = None
    age_band: str = NOT_KNOWN
    sex: str = NOT_KNOWN
    ethnicity: str = NOT_KNOWN
    disability: str = NOT_KNOWN
    is_bereaved_family: bool = False
    is_child: bool = False
    is_vulnerable: bool = False


_NAMES = tuple(field.name for field in fields(PartyDetails))
_LISTS = ("standing", "age_band", "sex", "ethnicity", "disability")


@transaction.atomic
def add(*, by: User, case: Case, details: PartyDetails, version: int | None = None) -> Party:
    """Add somebody to a case. Under way already, it counts their updates from today. Raises Refused, ChangedMeanwhile.

    The log says which party and what they are, never who: names are for those who work on the case.
    """
    require(by, Permission.CASE_WORK, case)
    case = locking.lock_open(case, version=version, while_suspended=True)
    given = _sound(case, details)
    party = Party.objects.create(case=case, number=case.parties.count() + 1, added_by=by, **given)
    start_for(party=party, on=timezone.localdate(), by=by)
    request_for_case(case)
    locking.save(case)
    record("party.added", by=by, target=case, touched=[party], after={"id": party.pk, "party": str(party)})
    return party


@transaction.atomic
def change(*, by: User, party: Party, details: PartyDetails, version: int | None = None) -> Party:
    """Put down what is known of them now. The log names what changed; row history keeps the values. Raises Refused."""
    require(by, Permission.CASE_WORK, party.case)
    case = locking.lock(party.case, version=version)
    party = _held(party)
    if party.is_confidential:
        raise Refused("Nothing of a confidential reporter is kept here. Who they are is in the sealed record.")
    if party.wants_updates and not details.wants_updates:
        raise Refused("Use “Stop updates”: it keeps why they end, and who allowed it.", field="wants_updates")
    given = _sound(case, details, party=party)
    changed = [name for name in _NAMES if given[name] != getattr(party, name)]
    if not changed:
        raise Refused("Nothing has changed.")
    before = str(party)
    for name in changed:
        setattr(party, name, given[name])
    party.save(update_fields=changed)
    start_for(party=party, on=timezone.localdate(), by=by)
    request_for_case(case)
    locking.save(case)
    after = {"id": party.pk, "party": str(party), "changed": [_in_words(name) for name in changed]}
    record("party.changed", by=by, target=case, touched=[party], before={"party": before}, after=after)
    return party


@transaction.atomic
def end_updates(
    *, by: User, party: Party, on: date, ground: str, authority: str, reason: str, version: int | None = None
) -> Party:
    """Give no more updates: they want none, or an exception applies (SI 2020/2 reg 35), which somebody must allow.

    Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.CASE_WORK, party.case)
    case = locking.lock(party.case, version=version)
    party = _held(party)
    if not party.wants_updates or party.updates_ended_on:
        raise Refused("No updates are due to this person.")
    if on > timezone.localdate():
        raise Refused("The day must be today or in the past.", field="on")
    reason = checks.said(reason, field="reason", message="Enter why no more updates are given.")
    if ground == Party.UpdatesEnded.EXCEPTION:
        authority = checks.said(authority, field="authority", message="Enter who allowed the exception.")
    party.updates_ended_on, party.updates_ended_ground = on, ground
    party.updates_ended_authority, party.updates_ended_reason = authority.strip(), reason
    party.save(
        update_fields=["updates_ended_on", "updates_ended_ground", "updates_ended_authority", "updates_ended_reason"]
    )
    milestones.reached(case=case, kind=MilestoneKind.UPDATES_ENDED, on=on, by=by, about=party, source=party)
    locking.save(case)
    after = {
        "id": party.pk,
        "party": str(party),
        "why": party.get_updates_ended_ground_display(),
        "authority": authority,
    }
    record("party.updates_ended", by=by, target=case, touched=[party], after=after, reason=reason)
    return party


@transaction.atomic
def take_off(*, by: User, party: Party, reason: str, version: int | None = None) -> Party:
    """Take somebody off who does not belong to the case. What was kept of them stays in history. Raises Refused."""
    require(by, Permission.CASE_WORK, party.case)
    case = locking.lock_open(party.case, version=version, while_suspended=True)
    party = _held(party)
    reason = checks.said(reason, field="reason", message="Enter why they are taken off the case.")
    if party.representatives.current().exists():
        raise Refused("Somebody in the case represents them. Change that first.")
    party.taken_off_at = timezone.now()
    party.save(update_fields=["taken_off_at"])
    milestones.undone(source=party)
    request_for_case(case)
    locking.save(case)
    record("party.taken_off", by=by, target=case, touched=[party], after={"party": str(party)}, reason=reason)
    return party


def _held(party: Party) -> Party:
    held = Party.objects.select_for_update(of=("self",)).select_related("case").get(pk=party.pk)
    if held.taken_off_at:
        raise Refused("This person was taken off the case.")
    return held


def _sound(case: Case, details: PartyDetails, party: Party | None = None) -> dict[str, Any]:
    """The facts as they are kept, in one form. Raises Refused, naming the field."""
    given: dict[str, Any] = {name: _trimmed(getattr(details, name)) for name in _NAMES}
    given["roles"] = [role for role in Role.values if role in details.roles]
    if not given["roles"]:
        raise Refused("Select what this person is in the case.", field="roles")
    if Role.REPRESENTATIVE in given["roles"]:
        _refuse_unsound_representation(case, details.represents, party)
    elif details.represents:
        raise Refused("Only a representative acts for somebody else.", field="represents")
    for name in _LISTS:
        if not CODES.holds(name, given[name]):
            raise Refused("Choose from the list.", field=name)
    _refuse_consent_out_of_order(details)
    return given


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _refuse_unsound_representation(case: Case, represents: Party | None, party: Party | None) -> None:
    if represents is None:
        raise Refused("Choose whom they represent. Add that person first if they are not here yet.", field="represents")
    if represents.case_id != case.pk or (party and represents.pk == party.pk):
        raise Refused("Choose somebody else of this case.", field="represents")


def _refuse_consent_out_of_order(details: PartyDetails) -> None:
    for kind in ("contact", "share"):
        given = getattr(details, f"{kind}_consented_on")
        withdrawn = getattr(details, f"{kind}_consent_withdrawn_on")
        if withdrawn and (given is None or withdrawn < given):
            message = "Consent is withdrawn on or after the day it was given. Enter both days."
            raise Refused(message, field=f"{kind}_consent_withdrawn_on")


def _in_words(name: str) -> str:
    return name.replace("_", " ").removeprefix("is ")
