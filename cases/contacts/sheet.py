"""The people of a case as its page shows them, in a number of queries that does not grow with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cases.contacts.codes import CODES, NOT_KNOWN
from cases.contacts.keeping_informed import is_late, updates_due
from cases.contacts.models import Contact, Party
from cases.contacts.querysets import ContactQuerySet
from cases.models import Case
from cases.stages import RecordType
from misconduct.accounts.models import User
from misconduct.accounts.roles import Permission

_COMPLAINTS = (RecordType.COMPLAINT_OUTSIDE, RecordType.COMPLAINT_INSIDE)


@dataclass(frozen=True)
class PartyLine:
    """Somebody in a case. Without `details` the viewer is shown what they are, not who."""

    party: Any
    title: str
    tags: list[str]
    details: list[tuple[str, str]] | None
    update_due_on: date | None
    is_update_late: bool
    may_identify: bool


@dataclass(frozen=True)
class ContactLine:
    """An entry of the log with whom it was made, as the viewer may read it."""

    contact: Contact
    title: str


def sees_details(viewer: User) -> bool:
    """Whether somebody reads names and details: only those who work on cases need them."""
    return viewer.has(Permission.CASE_WORK)


def party_lines(case: Case, viewer: User) -> list[PartyLine]:
    """Everybody in the case, in the order they came."""
    visible = Party.objects.visible_to(viewer).current().filter(case=case)
    parties = list(visible.select_related("represents").with_last_contact())
    due, today = updates_due(parties), timezone.localdate()
    return [
        PartyLine(
            party=party,
            title=title,
            tags=party.role_labels if title != str(party) else [],
            details=_details(party, viewer) if sees_details(viewer) and not party.is_confidential else None,
            update_due_on=due[party.pk],
            is_update_late=is_late(today, due_on=due[party.pk]),
            may_identify=party.is_confidential and viewer.has(Permission.REPORTER_IDENTIFY),
        )
        for party, title in ((party, named(party, viewer)) for party in parties)
    ]


def contacts_of(case: Case, viewer: User) -> ContactQuerySet:
    """The whole contact log, newest first, what was corrected included."""
    seen: ContactQuerySet = Contact.objects.visible_to(viewer)
    return seen.filter(case=case).select_related("party", "made_by", "superseded_by").newest_first()


def contact_lines(contacts: Iterable[Contact], viewer: User) -> list[ContactLine]:
    """These entries with whom each was made."""
    return [ContactLine(contact, named(contact.party, viewer)) for contact in contacts]


def named(party: Party, viewer: User) -> str:
    """The name for those who work on cases; for others, and for a confidential reporter, what they are."""
    if party.is_confidential or not sees_details(viewer):
        return str(party)
    return party.name or f"{party} (gave no name)"


def lacks_complainant(case: Case) -> bool:
    """Whether a complaint stands without whoever made it."""
    return case.is_open and case.record_type in _COMPLAINTS and not case.parties.complainants().exists()


def _details(party: Party, viewer: User) -> list[tuple[str, str]]:
    """What is known, in the order in which somebody about to make contact needs it."""
    preferred = CODES.label("channel", party.preferred_channel) if party.preferred_channel else ""
    facts = [
        ("Prefers", preferred),
        ("Phone", party.phone),
        ("Email", party.email),
        ("Address", party.postal_address),
        ("Contact needs", party.contact_needs),
        ("Reasonable adjustments", party.adjustments),
        ("Represents", named(party.represents, viewer) if party.represents else ""),
        ("Standing", "" if party.standing == NOT_KNOWN else CODES.label("standing", party.standing)),
    ]
    return [(label, value) for label, value in facts if value]
