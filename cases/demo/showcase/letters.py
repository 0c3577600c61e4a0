"""Notices of the cases that are shown: written with what the case knows, issued and given."""

from datetime import date, timedelta

from django.utils import timezone

from cases.contacts.models import Party
from cases.demo.showcase.cast import Cast
from cases.models import Case, Subject
from cases.notices import catalogue, facts
from cases.notices.actions import drafts, issuing, serving
from cases.notices.actions.drafts import Recipient, Writing
from cases.notices.catalogue import MergeField
from cases.notices.models import Notice, NoticeDraft

_BY_HAND = "in-person"
_AT_WORK = "By hand\nForce Headquarters\nVale Road\nWessbridge WV1 1AA"
_OFFICE = "Professional Standards, telephone 01632 960145 or psd@wessexvale.example, Monday to Friday, 9am to 5pm"
_WORDS = {
    "investigator_contact": "Telephone 01632 960146 or psd.investigations@wessexvale.example",
    "contact": _OFFICE,
    "signatory_role": "Professional Standards Department",
    "decided_by": "Morgan Weatherby, Head of Professional Standards",
    "reasons": "The footage and the two witnesses agree with your own account. No Standard was breached.",
    "disposal": "There are no proceedings. The matter ends with this letter.",
    "adjustments": "Letters in large print, as you asked.",
    "next_steps": "We will speak to the officers and look at the footage, and then write to you.",
    "likely_forum": "Misconduct hearing",
}


def give(
    cast: Cast, case: Case, slug: str, *, days_ago: int, subject: Subject | None = None, party: Party | None = None
) -> Notice:
    """Write, issue and hand over a notice, all on the day to which it belongs."""
    with cast.then(days_ago):
        notice = issuing.issue(by=cast.caseworker, draft=write(cast, case, slug, subject=subject, party=party))
        serving.serve(
            by=cast.caseworker,
            notice=notice,
            method=_BY_HAND,
            sent_at=timezone.now(),
            proof=f"Handed over by {cast.caseworker.get_full_name()} at Force Headquarters; receipt signed",
        )
    notice.services.update(recorded_at=notice.issued_at)
    case.refresh_from_db()
    return notice


def write(
    cast: Cast, case: Case, slug: str, *, subject: Subject | None = None, party: Party | None = None
) -> NoticeDraft:
    """A draft with every field filled in."""
    case.refresh_from_db()
    template = catalogue.template(slug)
    today = timezone.localdate()
    known = facts.read(case=case, subject=subject, by=cast.caseworker, today=today)
    offered = facts.offered(known, template)
    values = {one.key: offered.get(one.key) or _typed(today, one) for one in template.asked(case.regime)}
    name = str(subject.officer.name) if subject and subject.officer else str(party.name if party else "")
    recipient = Recipient(name=name, method=_BY_HAND, address=party.postal_address if party else _AT_WORK, party=party)
    writing = Writing(recipient, values)
    return drafts.start(by=cast.caseworker, case=case, template=template, writing=writing, subject=subject)


def _typed(today: date, field: MergeField) -> str:
    if field.key in _WORDS:
        return _WORDS[field.key]
    if field.options:
        return field.options[0]
    day = today + timedelta(days=28 if field.key == "next_update_by" else -12)
    return {"date": day.isoformat(), "time": "10:00"}.get(field.kind, "" if field.is_optional else _OFFICE)
