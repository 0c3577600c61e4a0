"""How a notice's recipient is named to whom. Private people are named only to those who work on the case."""

from cases.contacts.models import Party
from cases.notices.catalogue import Audience
from cases.notices.models import Written
from misconduct.accounts.permissions import Doer
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of

_PRIVATE = {Audience.COMPLAINANT, Audience.WITNESS}


def is_private(written: Written) -> bool:
    """Whether it goes to a member of the public, whose name and words are for those who work on the case."""
    return written.to in _PRIVATE


def may_read(written: Written, viewer: Doer) -> bool:
    """Whether somebody who sees the case may also read this letter."""
    return not is_private(written) or viewer.has(Permission.CASE_WORK)


def shown_to(written: Written, viewer: Doer) -> str:
    """The recipient as this person may know them."""
    if not may_read(written, viewer):
        return told_as(written)
    return written.recipient_name or str(Audience(written.to).label)


def told_as(written: Written) -> str:
    """The recipient as the log and the timeline have it: without the name of a private person."""
    return str(Audience(written.to).label) if is_private(written) else written.recipient_name


def party_of(written: Written, case_id: int) -> Party | None:
    """The party of the case that the letter is counted for, if it is one."""
    prefix, _, number = written.about.partition(":")
    if prefix != Party._meta.label_lower or not number.isdecimal():
        return None
    return Party.objects.filter(case=case_id, pk=int(number)).first()


def key_of_party(party: Party | None) -> str:
    """How a draft keeps the party it goes to."""
    return key_of(party) if party else ""
