"""Complaints from the public: outside and inside Schedule 3, withdrawn, linked, merged, and up for review."""

from datetime import timedelta

from cases.actions import links, merging, withdrawal
from cases.actions.outcomes import Terms
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.contacts.actions import contact_log, parties
from cases.contacts.actions.contact_log import ContactDetails
from cases.contacts.actions.parties import PartyDetails
from cases.contacts.models import Contact, Party, Role
from cases.demo.showcase import investigating, letters, steps
from cases.demo.showcase.cast import Cast
from cases.demo.showcase.steps import Matter
from cases.models import Case, CaseLink, CodeList, Withdrawal
from cases.stages import RecordType
from officers.models import Officer

_Purpose = Contact.Purpose
_OUT, _IN = Contact.Direction.OUT, Contact.Direction.IN


def handled_outside(cast: Cast) -> Case:
    """A complaint settled by an explanation and closed."""
    matter = Matter(
        RecordType.COMPLAINT_OUTSIDE,
        19,
        "phone",
        "the contact centre",
        "A caller was put through four times and cut off. She would like to know why, and an apology.",
        "A4",
        "The caller waited 50 minutes and was cut off without an answer.",
        (cast.constable(),),
    )
    case = steps.triage(cast, steps.log(cast, matter))
    caller = _complainant(cast, case, "Bernadette Oakley-Thornbury", wants_updates=True)
    case = steps.move(case, "start_assessment", by=cast.caseworker)
    reasons = "The call log was read with the caller. The transfer was set up wrongly, and the supervisor apologised."
    terms = Terms(complaint_actions=(cast.code(CodeList.COMPLAINT_ACTION, "apology"),))
    steps.settle(cast, case, "resolved", days_ago=3, reasons=reasons, terms=terms)
    _contact(cast, caller, 2, _Purpose.OUTCOME, "Told of the outcome by phone. She thanked us.", channel="phone")
    steps.prepare_closing(cast, case, "complaint", "Explained and apologised; the caller is content.")
    return steps.move(case, "close_outside", by=cast.manager, note="Settled to the caller’s satisfaction.")


def under_investigation(cast: Cast) -> Case:
    """A complaint with a victim, a contact log in which one update is late, and an action that is overdue."""
    matter = Matter(
        RecordType.COMPLAINT_INSIDE,
        110,
        "representative",
        "Vale Retail Park",
        "A man says that his son, who is autistic, was searched in a shop doorway without a reason being given.",
        "B1",
        "The search was not explained, and no record of it was offered to the young man or his father.",
        (cast.constable(), cast.constable()),
        ("stop-and-search", "vulnerable-victim", "body-worn-video"),
    )
    case = steps.triage(cast, steps.log(cast, matter), inside="complainant-wishes")
    father = _complainant(cast, case, "Gwilym Trevannion-Ashe", wants_updates=True)
    _victim(cast, case)
    _handled_since(cast, father, 98)
    terms = "To find out why the search was made, what was said, and whether a record was offered."
    investigating.appoint(cast, case, cast.worker(), days_ago=96, terms=terms)
    investigating.next_action(case, "View the body-worn video of both officers with the father", in_days=-9)
    case = steps.move(case, "start_assessment", by=cast.caseworker)
    investigating.investigate_locally(cast, case, days_ago=96)
    case = steps.move(case, "start_investigation", by=cast.manager)
    _keep_informed(cast, father)
    letters.give(cast, case, "acknowledgement", party=father, days_ago=matter.days_ago - 2)
    return case


def withdrawn(cast: Cast) -> Case:
    """A complaint that its complainant took back."""
    matter = Matter(
        RecordType.COMPLAINT_INSIDE,
        61,
        "web-form",
        "Mill Road",
        "A driver complains of the manner of an officer at a road check.",
        "H1",
        "The officer raised his voice and called the driver stupid.",
        (cast.constable(),),
    )
    case = steps.triage(cast, steps.log(cast, matter), inside="complainant-wishes")
    _complainant(cast, case, "Rosalind Peverell", wants_updates=False)
    withdrawal.withdraw(
        by=cast.manager,
        case=case,
        received_on=cast.ago(24),
        signed_by=Withdrawal.Signatory.COMPLAINANT,
        told="The officer and the inspector of the unit",
        is_carried_on=False,
        reasons="The driver has seen the footage and does not wish to go on. Nothing in it calls for the force to.",
        decided_on=cast.ago(20),
        authority="The appropriate authority",
    )
    case.refresh_from_db()
    return case


def merged_pair(cast: Cast, related: Case) -> Case:
    """A complaint that turned out to be another once more, and is linked with a third. Gives the one that goes on."""
    officer = cast.constable()
    first, second = (
        steps.log(cast, _search_complaint(officer, days_ago, channel))
        for days_ago, channel in ((33, "web-form"), (29, "local-policing-body"))
    )
    steps.triage(cast, first, inside="complainant-wishes")
    steps.triage(cast, second, inside="complainant-wishes")
    reason = "The same person complains of the same night, once to us and once to the local policing body."
    merging.merge(by=cast.manager, case=second, other=first, kind=CaseLink.Kind.DUPLICATE, reason=reason)
    kind = CaseLink.Kind.PATTERN
    reason = "Both turn on a search at a shop that was not explained."
    first.refresh_from_db()
    links.link(by=cast.manager, case=first, other=related, kind=kind, reason=reason)
    first.refresh_from_db()
    return first


def open_for_review(cast: Cast) -> Case:
    """A complaint decided and told, in the 28 days in which a review can be asked for."""
    matter = Matter(
        RecordType.COMPLAINT_INSIDE,
        84,
        "letter",
        "Fenbridge railway station",
        "A traveller says that her report of a theft was closed on the day she made it.",
        "A2",
        "The decision to close the crime report was not explained.",
        (cast.constable(),),
    )
    case = steps.triage(cast, steps.log(cast, matter), inside="complainant-wishes")
    traveller = _complainant(cast, case, "Ottoline Fairweather", wants_updates=True)
    _handled_since(cast, traveller, 78)
    terms = "To find out why the report was closed, and what the traveller was told."
    investigating.appoint(cast, case, cast.worker(2), days_ago=76, terms=terms)
    investigating.next_action(case, "Close, once the time for a review has run", in_days=21)
    case = steps.move(case, "start_assessment", by=cast.caseworker)
    _contact(cast, traveller, 52, _Purpose.UPDATE, "Letter: the crime log has been read.", channel="letter")
    _contact(cast, traveller, 26, _Purpose.UPDATE, "Letter: the decision will be made next week.", channel="letter")
    note = "The log answers every question; an investigation would add nothing."
    case = steps.move(case, "decide_without_investigation", by=cast.manager, note=note)
    reasons = "The footage of the platform was not asked for. The report was reopened."
    steps.settle(cast, case, "service-not-acceptable", days_ago=11, reasons=reasons)
    case = steps.move(case, "open_review", by=cast.manager)
    said = "Letter with the outcome and the right to a review by the local policing body."
    _contact(cast, traveller, 8, _Purpose.OUTCOME, said, channel="letter")
    case.refresh_from_db()
    return case


def _search_complaint(officer: Officer, days_ago: int, channel: str) -> Matter:
    return Matter(
        RecordType.COMPLAINT_INSIDE,
        days_ago,
        channel,
        "Thornycroft Crescent",
        "A tenant says that an officer came in without being asked and looked through a drawer.",
        "B2",
        "The officer opened a drawer in the hall. No reason was given and no warrant was shown.",
        (officer,),
    )


def _complainant(cast: Cast, case: Case, name: str, *, wants_updates: bool) -> Party:
    details = PartyDetails(
        roles=(Role.COMPLAINANT.value,),
        name=name,
        standing="member-of-public",
        email=f"{name.split(maxsplit=1)[0].lower()}@letterbox.example",
        phone="01632 960021",
        postal_address="14 Saltern Row\nWessbridge\nWV4 2LT",
        preferred_channel="letter",
        contact_needs="Writes large print",
        wants_updates=wants_updates,
        contact_consented_on=case.received_on,
        age_band="45-54",
    )
    return parties.add(by=cast.caseworker, case=case, details=details)


def _victim(cast: Cast, case: Case) -> None:
    details = PartyDetails(
        roles=(Role.VICTIM.value, Role.WITNESS.value),
        name="Emrys Trevannion-Ashe",
        standing="adversely-affected",
        preferred_channel="through-representative",
        adjustments="Meet at home with his father, one question at a time, with breaks.",
        safe_contact="Through his father only",
        wants_updates=False,
        age_band="18-24",
        is_vulnerable=True,
    )
    parties.add(by=cast.caseworker, case=case, details=details)


def _handled_since(cast: Cast, party: Party, days_ago: int) -> None:
    """Handling began then: the first update counts from that day, not from the day the demonstration is made."""
    kind = MilestoneKind.HANDLING_STARTED
    on = cast.ago(days_ago)
    milestones.reached(case=party.case, kind=kind, on=on, by=cast.caseworker, about=party, source=party)


def _keep_informed(cast: Cast, father: Party) -> None:
    _contact(cast, father, 97, _Purpose.FIRST_CONTACT, "Rang him. He explained what his son needs.", channel="phone")
    late = "The investigator was away ill and nobody had taken the case over."
    said = "Letter: terms of reference are agreed, and both officers are known."
    _contact(cast, father, 64, _Purpose.UPDATE, said, channel="letter", late_reason=late)
    _contact(cast, father, 51, _Purpose.OTHER, "He rang to say that they have moved.", channel="phone", direction=_IN)
    said = "Email: the footage of one officer has been secured."
    _contact(cast, father, 39, _Purpose.UPDATE, said, channel="email")
    said = "Email: the second officer’s footage was found and will be viewed with him."
    _contact(cast, father, 13, _Purpose.UPDATE, said, channel="email")


def _contact(
    cast: Cast,
    party: Party,
    days_ago: int,
    purpose: Contact.Purpose,
    said: str,
    *,
    channel: str,
    direction: Contact.Direction = _OUT,
    late_reason: str = "",
) -> None:
    is_in_writing = channel in {"letter", "email"}
    at = cast.at(days_ago) + timedelta(minutes=days_ago % 30)
    details = ContactDetails(at, direction, channel, purpose, said, is_in_writing, late_reason)
    contact_log.log(by=cast.caseworker, party=party, details=details)
