"""Meetings and hearings that are shown: one to come, an accelerated one concluded, a meeting with a warning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from cases.actions.outcomes import Terms
from cases.demo.showcase import investigating, letters, steps, suspending
from cases.demo.showcase.cast import Cast
from cases.demo.showcase.steps import Matter
from cases.models import Case
from cases.proceedings.actions import opening, panel, publications, responses, sittings
from cases.proceedings.actions import steps as dated
from cases.proceedings.actions.panel import Appointment
from cases.proceedings.actions.responses import Answers
from cases.proceedings.actions.sittings import Fixture
from cases.proceedings.models import PanelMember, Plea, Proceeding, Publication, Sitting, Step
from cases.ruling_rules.warnings import last_day
from cases.stages import RecordType
from cases.triage.actions import referrals
from officers.models import Officer, Posting

_Capacity, _Standing, _By = PanelMember.Capacity, PanelMember.Standing, PanelMember.AppointedBy
_CHAIR = (_Capacity.CHAIR, "Assistant Chief Constable Honor Llewellyn", _Standing.CHIEF_OFFICER, _By.CHIEF_OFFICER)
_INDEPENDENT = (
    (_Capacity.INDEPENDENT_MEMBER, "Jocelyn Ravensdale", _Standing.INDEPENDENT, _By.LOCAL_POLICING_BODY),
    (_Capacity.INDEPENDENT_MEMBER, "Obadiah Sternfield", _Standing.INDEPENDENT, _By.LOCAL_POLICING_BODY),
)
_ADVISER = (_Capacity.ADVISER, "Cordelia Vance-Holloway", _Standing.LEGALLY_QUALIFIED, _By.LOCAL_POLICING_BODY)
_MEETING_CHAIR = (
    _Capacity.CHAIR,
    "Chief Inspector Leopold Garraway",
    _Standing.OFFICER_OF_HIGHER_RANK,
    _By.APPROPRIATE_AUTHORITY,
)
_WARNING_MONTHS = 18


@dataclass(frozen=True)
class _Way:
    """How a matter came to its panel: the grade and forum, and how many days ago which step was taken."""

    grade: str
    forum: str
    kind: Proceeding.Kind
    notified: int
    reported: int
    referred: int


def hearing_to_come(cast: Cast) -> Case:
    """Referred to the IOPC and back, the officer suspended and reviewed, the panel named and the hearing fixed."""
    matter = Matter(
        RecordType.RECORDABLE_CONDUCT,
        330,
        "counter-corruption",
        "Harbour Lane car park",
        "Counter-corruption report that an officer kept in touch with a woman he met as the victim of a burglary.",
        "G2",
        "Messages to a victim of crime became sexual, and went on for three months.",
        (cast.constable(),),
        ("abuse-of-position-for-a-sexual-purpose", "violence-against-women-and-girls", "vulnerable-victim"),
    )
    met = {"serious-corruption": "Abuse of position for a sexual purpose is alleged."}
    case = steps.log(cast, matter)
    case = steps.triage(cast, case, met=met, suspension="Put to the Assistant Chief Constable on the first day.")
    referral = case.referrals.get()
    referrals.send(
        by=cast.manager, referral=referral, sent_on=cast.ago(329), method="portal", iopc_reference="RM-31884"
    )
    case = steps.move(case, "refer", by=cast.manager)
    terms = "The force investigates; the IOPC is sent the report when it is done."
    referrals.answer(
        by=cast.manager, referral=referral, determination="local", determined_on=cast.ago(318), terms_of_reference=terms
    )
    suspending.suspend(cast, case)
    case = investigating.investigate(cast, case, cast.worker(), "gross-misconduct", "hearing", days_ago=306)
    _fix_hearing(cast, _refer(cast, case, _Way("gross-misconduct", "hearing", Proceeding.Kind.HEARING, 301, 118, 66)))
    title = "Warn the two witnesses of the appropriate authority for the hearing"
    investigating.go_on(cast, case, title, in_days=9, done="Statements of three witnesses are taken.")
    case.refresh_from_db()
    return case


def _fix_hearing(cast: Cast, proceeding: Proceeding) -> None:
    """Notice, panel, papers, the officer’s answer, the lists and the bundle: only the hearing is still to come."""
    _step(cast, proceeding, Step.Kind.NOTICE_SERVED, 63, "Handed to the officer and to his solicitor")
    _name(cast, proceeding, (_CHAIR, *_INDEPENDENT, _ADVISER), 58)
    _step(cast, proceeding, Step.Kind.PAPERS_SERVED, 56, "Report, statements and 214 pages of messages")
    person = proceeding.subjects.get()
    opening.set_representation(
        by=cast.manager, person=person, police_friend="PS Tobias Winterbourne", lawyer="Ms Imelda Crowhurst, Counsel"
    )
    responses.respond(
        by=cast.manager,
        proceeding=proceeding,
        subject=person.subject,
        received_on=cast.ago(47),
        pleas=dict.fromkeys(proceeding.pairs.all(), Plea.Value.DENIES),
        answers=Answers(disputes="That the messages were sexual.", mitigation="Nine years without a complaint."),
    )
    _step(cast, proceeding, Step.Kind.LISTS_EXCHANGED, 45, "Two witnesses for each side")
    _step(cast, proceeding, Step.Kind.BUNDLE_SENT, 43, "By secure email to the chair and the adviser")
    _pre_hearing(cast, proceeding)
    sits_on = _weekday(cast.ago(-24))
    fixture = Fixture(sits_on, "Wessbridge Guildhall, Council Chamber", Sitting.HeldIn.PUBLIC, sits_at=time(10))
    sittings.fix(by=cast.manager, proceeding=proceeding, fixture=fixture)


def _pre_hearing(cast: Cast, proceeding: Proceeding) -> None:
    """Within 15 working days of the bundle, in private, with the dates and the witnesses settled."""
    private = "Only case management is dealt with."
    fixture = Fixture(
        cast.ago(31),
        "By video call",
        Sitting.HeldIn.PRIVATE,
        Sitting.Purpose.PRE_HEARING,
        sits_at=time(14),
        restrictions=private,
    )
    sitting = sittings.fix(by=cast.manager, proceeding=proceeding, fixture=fixture)
    sittings.hold(by=cast.manager, sitting=sitting, started_at=time(14), ended_at=time(14, 50))


def accelerated_concluded(cast: Cast) -> Case:
    """Somebody who left was found to have taken money and would have been dismissed. The College must be told."""
    officer = cast.constable()
    matter = Matter(
        RecordType.CONDUCT,
        190,
        "audit",
        "the training school",
        "An audit of mileage shows journeys on days on which the car stood in the yard.",
        "G4",
        "Mileage of £1,840 was claimed for journeys that were not made.",
        (officer,),
        ("data-misuse",),
    )
    case = steps.log(cast, matter)
    case = steps.triage(cast, case)
    forum = "accelerated-hearing"
    case = investigating.investigate(cast, case, cast.worker(5), "gross-misconduct", forum, days_ago=176)
    _leave(officer, cast.ago(120))
    way = _Way("gross-misconduct", forum, Proceeding.Kind.ACCELERATED, 117, 96, 60)
    proceeding = _refer(cast, case, way, notice="investigation-former-officer")
    _step(cast, proceeding, Step.Kind.NOTICE_SERVED, 45, "Recorded delivery to the last known address")
    _name(cast, proceeding, (_CHAIR,), 44)
    sitting = _fix(cast, proceeding, 27, "Force Headquarters, Conference Room 1", Sitting.HeldIn.PUBLIC)
    _tell_the_public(cast, proceeding, 38)
    _hold(cast, sitting)
    steps.decide(cast, case, days_ago=27, finding="gross-misconduct")
    steps.decide(cast, case, days_ago=27, presumption="applied")
    reasons = "A course of dishonesty over seven months. Nothing less would keep public confidence."
    steps.settle(cast, case, "would-have-been-dismissed", days_ago=27, reasons=reasons)
    _conclude(cast, proceeding, 27)
    title = "Make the return to the College of Policing for the barred list"
    investigating.go_on(cast, case, title, in_days=2, done="The statement of the fleet manager is taken.")
    return steps.move(case, "open_review", by=cast.manager)


def meeting_with_warning(cast: Cast) -> Case:
    """A meeting found misconduct. The case is closed, and the written warning is live."""
    matter = Matter(
        RecordType.CONDUCT,
        268,
        "line-manager",
        "the ring road at Saxelby",
        "A sergeant reports that a marked car was driven at 96 miles an hour with no call to answer.",
        "E",
        "The car was driven at 96 miles an hour. No call was open and no lights were on.",
        (cast.constable(),),
        ("road-traffic-or-pursuit",),
    )
    case = steps.triage(cast, steps.log(cast, matter))
    case = investigating.investigate(cast, case, cast.worker(2), "misconduct", "meeting", days_ago=254)
    way = _Way("misconduct", "meeting", Proceeding.Kind.MEETING, 249, 170, 148)
    proceeding = _refer(cast, case, way)
    _step(cast, proceeding, Step.Kind.NOTICE_SERVED, 145, "Handed over by the inspector of the unit")
    _name(cast, proceeding, (_MEETING_CHAIR,), 143)
    _hold(cast, _fix(cast, proceeding, 126, "Force Headquarters, Room 3", Sitting.HeldIn.PRIVATE))
    steps.decide(cast, case, days_ago=126, finding="misconduct")
    live_from = cast.ago(126)
    terms = Terms(live_from=live_from, live_to=last_day(live_from, _WARNING_MONTHS))
    reasons = "Admitted at once. Nobody was hurt, but the risk to others was plain."
    steps.settle(cast, case, "written-warning", days_ago=126, reasons=reasons, terms=terms)
    _conclude(cast, proceeding, 126)
    case = steps.move(case, "open_review", by=cast.manager)
    steps.prepare_closing(cast, case, "warning", "Misconduct proven and admitted. Written warning. No appeal.")
    return steps.move(case, "close", by=cast.manager, note="The time for an appeal has run.")


def _refer(cast: Cast, case: Case, way: _Way, *, notice: str = "investigation") -> Proceeding:
    """The notice of investigation, the report, the decisions, and the proceedings opened."""
    letters.give(cast, case, notice, subject=case.subjects.get(), days_ago=way.notified)
    text = "The accounts, the records and the footage agree. There is evidence on which a panel could find it proved."
    case = investigating.submit_report(cast, case, days_ago=way.reported, text=text)
    case = investigating.give_opinion(cast, case, way.grade, days_ago=way.reported - 1)
    steps.decide(cast, case, days_ago=way.referred + 3, case_to_answer=way.grade)
    steps.decide(cast, case, days_ago=way.referred + 3, forum=way.forum)
    case = steps.move(case, "refer_to_proceedings", by=cast.manager, note="There is a case to answer.")
    return opening.open_proceedings(
        by=cast.manager,
        case=case,
        kind=way.kind,
        pairs=steps.pairs(case),
        opened_on=cast.ago(way.referred),
        reasons="As the appropriate authority decided.",
    )


def _name(cast: Cast, proceeding: Proceeding, people: Sequence[tuple[str, str, str, str]], days_ago: int) -> None:
    """The panel, each member asked about interests two days later."""
    for capacity, name, standing, appointed_by in people:
        appointment = Appointment(
            capacity=_Capacity(capacity),
            name=name,
            standing=_Standing(standing),
            appointed_by=_By(appointed_by),
            appointed_on=cast.ago(days_ago),
            selection="Next on the list who has had nothing to do with the matter",
            is_from_this_force=standing not in {_Standing.INDEPENDENT, _Standing.LEGALLY_QUALIFIED},
        )
        member = panel.appoint(by=cast.manager, proceeding=proceeding, appointment=appointment)
        panel.declare(by=cast.manager, member=member, has_interest=False, declared_on=cast.ago(days_ago - 2))


def _fix(cast: Cast, proceeding: Proceeding, days_ago: int, place: str, held_in: Sitting.HeldIn) -> Sitting:
    fixture = Fixture(cast.ago(days_ago), place, held_in, sits_at=time(10))
    return sittings.fix(by=cast.manager, proceeding=proceeding, fixture=fixture)


def _hold(cast: Cast, sitting: Sitting) -> None:
    sittings.hold(by=cast.manager, sitting=sitting, started_at=time(10, 5), ended_at=time(15, 40))


def _tell_the_public(cast: Cast, proceeding: Proceeding, days_ago: int) -> None:
    """The chair has the notice of the hearing published, and it is."""
    ruling = publications.Ruling(
        decided_on=cast.ago(days_ago + 2),
        decided_by_name="Honor Llewellyn",
        reasons="Nothing speaks against an open hearing.",
        shows=("name", "date", "time", "place", "allegation"),
    )
    kind = Publication.Kind.HEARING_NOTICE
    decided = publications.decide(by=cast.manager, proceeding=proceeding, kind=kind, ruling=ruling)
    publications.put_up(
        by=cast.manager,
        publication=decided,
        published_on=cast.ago(days_ago),
        place="wessexvale.example/hearings",
        told_note="Nobody was harmed, so that nobody had to be told first.",
    )


def _conclude(cast: Cast, proceeding: Proceeding, days_ago: int) -> None:
    """Concluded on the day; the report and the letter to the officer followed."""
    for kind, later, details in (
        (Step.Kind.CONCLUDED, 0, ""),
        (Step.Kind.REPORT_SENT, 3, "By email to the appropriate authority"),
        (Step.Kind.OUTCOME_NOTIFIED, 4, "Handed over with the right of appeal"),
    ):
        _step(cast, proceeding, kind, days_ago - later, details)


def _step(cast: Cast, proceeding: Proceeding, kind: Step.Kind, days_ago: int, details: str) -> None:
    done_on = cast.ago(days_ago)
    dated.record_step(by=cast.manager, proceeding=proceeding, kind=kind, done_on=done_on, details=details)


def _leave(officer: Officer, on: date) -> None:
    """The roster says that the officer left, as an import of it would."""
    Posting.objects.filter(officer=officer, ends_on__isnull=True).update(ends_on=on)
    officer.left_on = on
    officer.save(update_fields=["left_on"])


def _weekday(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
