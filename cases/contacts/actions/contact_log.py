"""The contact log: what was said to and by the people of a case. Entries are added and corrected, never changed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.actions.superseding import superseded
from cases.clocks.actions import breaches, milestones
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Clock, Milestone
from cases.contacts.codes import CODES
from cases.contacts.keeping_informed import is_late, updates_due
from cases.contacts.models import Contact, Party
from cases.models import Case
from cases.stages import RecordType
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date

_DUTIES = (Contact.Purpose.UPDATE, Contact.Purpose.OUTCOME)


@dataclass(frozen=True)
class ContactDetails:
    """One contact as it was."""

    at: datetime
    direction: str
    channel: str
    purpose: str
    said: str
    is_in_writing: bool = False
    late_reason: str = ""


@transaction.atomic
def log(*, by: User, party: Party, details: ContactDetails, version: int | None = None) -> Contact:
    """Log a contact, also on a closed case. Raises Refused, ChangedMeanwhile.

    It meets the duty its purpose names: first contact, progress update, outcome. An update after its last day needs
    the reason why it is late.
    """
    require(by, Permission.CASE_WORK, party.case)
    case = locking.lock(party.case, version=version)
    party.refresh_from_db(fields=["taken_off_at"])
    if party.taken_off_at:
        raise Refused("This person was taken off the case.")
    contact = _written(case, party, details, by=by)
    _meet_duties(contact, by=by)
    locking.save(case)
    record("contact.logged", by=by, target=case, touched=[party], after=_told(contact))
    return contact


@transaction.atomic
def correct(*, by: User, contact: Contact, details: ContactDetails, reason: str, version: int | None = None) -> Contact:
    """Put a right entry in the place of a wrong one. Both stay; the duties follow the right one. Raises Refused."""
    require(by, Permission.CASE_WORK, contact.case)
    case = locking.lock(contact.case, version=version)
    wrong = Contact.objects.select_for_update(of=("self",)).select_related("party").get(pk=contact.pk)
    if wrong.superseded_at:
        raise Refused("This entry has already been corrected. Correct the one that took its place.")
    reason = checks.said(reason, field="reason", message="Enter why the entry is corrected.")
    milestones.undone(source=wrong)
    superseded(wrong)
    right = _written(case, wrong.party, details, by=by, supersedes=wrong, correction_reason=reason)
    _meet_duties(right, by=by)
    locking.save(case)
    record(
        "contact.corrected",
        by=by,
        target=case,
        touched=[wrong.party],
        before=_told(wrong),
        after=_told(right),
        reason=reason,
    )
    return right


def _written(
    case: Case,
    party: Party,
    details: ContactDetails,
    *,
    by: User,
    supersedes: Contact | None = None,
    correction_reason: str = "",
) -> Contact:
    said = checks.said(details.said, field="said", message="Enter what was said.")
    if not CODES.holds("channel", details.channel):
        raise Refused("Choose how contact was made.", field="channel")
    if details.at > timezone.now():
        raise Refused("The contact must lie in the past.", field="day")
    if case.received_on and timezone.localdate(details.at) < case.received_on:
        raise Refused(
            f"The contact must be on or after {uk_date(case.received_on)}, the day the matter was received.",
            field="day",
        )
    late_reason = _reason_for_lateness(party, details)
    _refuse_unwritten_duty(case, details)
    return Contact.objects.create(
        case=case,
        party=party,
        at=details.at,
        direction=details.direction,
        channel=details.channel,
        purpose=details.purpose,
        is_in_writing=details.is_in_writing,
        said=said,
        late_reason=late_reason,
        made_by=by,
        supersedes=supersedes,
        correction_reason=correction_reason,
    )


def _reason_for_lateness(party: Party, details: ContactDetails) -> str:
    """Why an update is late; nothing for any other contact, where nobody asked."""
    if details.purpose != Contact.Purpose.UPDATE:
        return ""
    due_on = updates_due([party])[party.pk]
    if not is_late(timezone.localdate(details.at), due_on=due_on):
        return ""
    message = f"This update was due by {uk_date(due_on)}. Enter why it is late."
    return checks.said(details.late_reason, field="late_reason", message=message)


def _refuse_unwritten_duty(case: Case, details: ContactDetails) -> None:
    """Updates and outcomes go out, and in writing (SI 2020/2 reg 34), except outside Schedule 3."""
    if details.purpose not in _DUTIES:
        return
    if details.direction != Contact.Direction.OUT:
        raise Refused("An update or outcome comes from us. Choose another purpose.", field="purpose")
    if not details.is_in_writing and case.record_type != RecordType.COMPLAINT_OUTSIDE:
        raise Refused(
            "This must be given in writing. Log what was only spoken as “Other”, and the letter or email by itself.",
            field="is_in_writing",
        )


def _meet_duties(contact: Contact, *, by: User) -> None:
    kinds = {
        Contact.Purpose.FIRST_CONTACT: [MilestoneKind.CONTACTED],
        Contact.Purpose.UPDATE: [MilestoneKind.UPDATE_GIVEN],
        Contact.Purpose.OUTCOME: [MilestoneKind.OUTCOME_TOLD],
    }.get(Contact.Purpose(contact.purpose), [])
    if contact.direction == Contact.Direction.OUT and not _has_been_contacted(contact):
        kinds = list(dict.fromkeys([MilestoneKind.CONTACTED, *kinds]))
    for kind in kinds:
        reached = milestones.reached(
            case=contact.case,
            kind=kind,
            on=timezone.localdate(contact.at),
            by=by,
            about=contact.party,
            source=contact,
        )
        if kind == MilestoneKind.UPDATE_GIVEN and contact.late_reason:
            _explain(reached, contact.late_reason, by=by)


def _explain(update: Milestone, reason: str, *, by: User) -> None:
    """The reason why an update is late is also why its deadline was missed: nobody is asked for it twice."""
    for clock in Clock.objects.standing().filter(case=update.case, satisfied_by=update):
        if clock.needs_reason:
            breaches.give_reason(clock, reason, by=by)


def _has_been_contacted(contact: Contact) -> bool:
    standing = Milestone.objects.standing().filter(case=contact.case, kind=MilestoneKind.CONTACTED)
    return standing.filter(about=key_of(contact.party)).exists()


def _told(contact: Contact) -> dict[str, object]:
    return {
        "id": contact.pk,
        "purpose": contact.get_purpose_display(),
        "party": str(contact.party),
        "direction": contact.get_direction_display(),
        "how": contact.channel_label,
        "made_at": contact.at,
    }
