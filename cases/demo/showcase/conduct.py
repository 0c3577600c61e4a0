"""Conduct matters before proceedings: a secret reporter, a new assessment, a prosecution, a conversion, a pattern."""

from django.utils import timezone

from cases.actions import record_types, suspension
from cases.clocks.actions import delay_reports
from cases.contacts import sealing
from cases.contacts.actions import reporters
from cases.contacts.actions.reporters import Identity
from cases.demo.showcase import investigating, letters, steps
from cases.demo.showcase.cast import Cast
from cases.demo.showcase.steps import Matter
from cases.models import Case
from cases.periods.actions import service
from cases.stages import RecordType
from cases.triage.actions import referrals


def confidential(cast: Cast) -> Case:
    """Somebody inside the force reports sexual comments and must not be known. Severity is to be assessed."""
    matter = Matter(
        RecordType.CONDUCT,
        26,
        "confidential-line",
        "the training school",
        "A report on the confidential line: comments of a sexual kind to student officers over some weeks.",
        "J2",
        "Comments about the bodies of two student officers, in class and in messages.",
        (cast.constable(),),
        ("confidential-report", "violence-against-women-and-girls", "victim-is-a-colleague"),
    )
    case = steps.log(cast, matter)
    if sealing.is_possible():
        identity = Identity(
            name="Student Officer Winifred Ashgrove",
            contact="Private phone 07700 900146, after 7pm",
            safe_contact="Never at work and never through the unit",
            notes="Afraid of being known before the end of her probation.",
        )
        reporters.add(by=cast.caseworker, case=case, identity=identity)
    case = steps.triage(cast, case)
    terms = "To find out what was said to whom, without showing where the report came from."
    investigating.appoint(cast, case, cast.worker(3), days_ago=12, terms=terms)
    investigating.next_action(case, "Plan how to speak to the class without naming anybody", in_days=4)
    return steps.move(case, "start_assessment", by=cast.caseworker)


def assessed_again(cast: Cast) -> Case:
    """The officer was told of misconduct; footage made it gross misconduct, and he must be told again."""
    matter = Matter(
        RecordType.CONDUCT,
        72,
        "line-manager",
        "Coldwell custody suite",
        "A custody sergeant reports that a detained man was pushed against a wall.",
        "B4",
        "The man was pushed against the wall of the cell while he was in handcuffs.",
        (cast.constable(),),
        ("custody", "restraint"),
    )
    case = steps.triage(cast, steps.log(cast, matter))
    case = investigating.investigate(cast, case, cast.worker(), "misconduct", "meeting", days_ago=matter.days_ago - 12)
    letters.give(cast, case, "investigation", subject=case.subjects.get(), days_ago=matter.days_ago - 16)
    harm = "The footage shows a blow to the head that nobody had reported. The man had a cut above the eye."
    facts = steps.reasoning(cast, "hearing", factors=("physical-harm", "vulnerability", "concealment"), harm=harm)
    reasons = "The second camera shows a blow. If it is proved, dismissal would be justified."
    steps.assess(cast, case, "gross-misconduct", facts, days_ago=2, reasons=reasons)
    case.refresh_from_db()
    return case


def prosecuted(cast: Cast) -> Case:
    """An investigation that stands still while the Crown Court tries the officer."""
    matter = Matter(
        RecordType.CONDUCT,
        214,
        "other-force",
        "a private address",
        "Another force has charged an officer with an assault at home.",
        "K",
        "An assault off duty, of which the officer is charged.",
        (cast.constable(),),
        ("off-duty", "police-perpetrated-domestic-abuse", "violence-against-women-and-girls"),
    )
    case = steps.triage(cast, steps.log(cast, matter))
    case = investigating.investigate(
        cast, case, cast.worker(1), "gross-misconduct", "hearing", days_ago=matter.days_ago - 12
    )
    what = "Assault occasioning actual bodily harm, Wessbridge Crown Court, trial fixed for the spring"
    service.record_criminal(by=cast.caseworker, subject=case.subjects.get(), starts_on=cast.ago(170), description=what)
    done = "Three statements are taken, and sent to the prosecution."
    investigating.go_on(cast, case, "Ask the Crown Court for the day of the trial", in_days=12, done=done)
    suspension.suspend(
        by=cast.manager,
        case=case,
        suspended_on=cast.ago(165),
        reasons="Both turn on the same night. The prosecution has asked that the officer is not interviewed first.",
        authority="The appropriate authority, with the Crown Prosecution Service",
    )
    case.refresh_from_db()
    return case


def converted(cast: Cast) -> Case:
    """A man was hurt after police contact; what the custody record shows made it a recordable conduct matter."""
    matter = Matter(
        RecordType.DEATH_OR_SERIOUS_INJURY,
        17,
        "other",
        "Coldwell custody suite",
        "A man fell in a cell and broke his hip. He had asked for his medication.",
        "B5",
        "The request for medication was noted and not acted on for six hours.",
        (cast.constable(),),
        ("custody", "vulnerable-victim"),
    )
    met = {"death-or-serious-injury": "A broken hip, in custody."}
    case = steps.triage(cast, steps.log(cast, matter), met=met)
    referral = case.referrals.get()
    referrals.send(
        by=cast.manager, referral=referral, sent_on=cast.ago(16), method="portal", iopc_reference="DSI-40217"
    )
    case = steps.move(case, "refer", by=cast.manager)
    record_types.convert(
        by=cast.manager,
        case=case,
        to_type=RecordType.RECORDABLE_CONDUCT,
        decided_on=cast.ago(6),
        reasons="The custody record was written up after the fall. That may be a criminal offence.",
        authority="The appropriate authority",
    )
    case.refresh_from_db()
    return case


def twelfth_matter(cast: Cast) -> Case:
    """The person with the longest record is reported again. The whole record must be read before it is assessed."""
    matter = Matter(
        RecordType.CONDUCT,
        9,
        "colleague",
        "Harbour Lane car park",
        "A colleague reports a threat and a hand at her throat after an argument about an overtime claim.",
        "B4",
        "A colleague was held by the throat and told to keep quiet about the claim.",
        (cast.most_reported(),),
        ("victim-is-a-colleague", "violence-against-women-and-girls"),
    )
    case = steps.triage(cast, steps.log(cast, matter), suspension="Put to the Deputy Chief Constable today.")
    terms = "To find out what happened in the car park, and whether the overtime claim was false."
    investigating.appoint(cast, case, cast.worker(), days_ago=1, terms=terms)
    investigating.next_action(case, "Secure the footage of the car park before it is written over", in_days=1)
    return steps.move(case, "start_assessment", by=cast.caseworker)


def a_year_old(cast: Cast) -> Case:
    """An investigation of more than twelve months, at its report, of which the local policing body must be told why."""
    matter = Matter(
        RecordType.RECORDABLE_CONDUCT,
        392,
        "partner-agency",
        "Coldwell custody suite",
        "A health provider reports that searches were made on its patients for somebody outside the force.",
        "D1",
        "Forty searches on eleven people, without a policing reason, over two years.",
        (cast.constable(), cast.constable()),
        ("data-misuse", "digital-device-involved", "notifiable-association"),
    )
    case = steps.triage(cast, steps.log(cast, matter))
    case = investigating.investigate(cast, case, cast.worker(), "misconduct", "meeting", days_ago=378)
    for subject in case.subjects.order_by("pk"):
        letters.give(cast, case, "investigation", subject=subject, days_ago=373)
    investigating.go_on(cast, case, "Finish the report on the searches", in_days=6, done="Eleven statements are taken.")
    delay_reports.draft_due(by=cast.manager, today=timezone.localdate(), limit=1000)
    return steps.move(case, "start_report", by=cast.manager)


def needs_second_person(cast: Cast) -> Case:
    """No case to answer for sexual comments. All is ready, and a second person must agree before it is closed."""
    matter = Matter(
        RecordType.CONDUCT,
        131,
        "line-manager",
        "the contact centre",
        "A supervisor passes on that remarks were made about a colleague’s clothes.",
        "J2",
        "Remarks about a colleague’s clothes, on two shifts.",
        (cast.constable(),),
        ("victim-is-a-colleague",),
    )
    case = steps.triage(cast, steps.log(cast, matter))
    case = investigating.investigate(cast, case, cast.worker(4), "misconduct", "meeting", days_ago=matter.days_ago - 12)
    letters.give(cast, case, "investigation", subject=case.subjects.get(), days_ago=matter.days_ago - 16)
    text = "Nobody who was there heard the remarks, and the colleague does not say that they were about her."
    case = investigating.submit_report(cast, case, days_ago=21, text=text)
    case = investigating.give_opinion(cast, case, "no-case", days_ago=20)
    steps.decide(cast, case, days_ago=12, case_to_answer="no-case")
    steps.decide(cast, case, days_ago=12, forum="no-further-action")
    reasons = "There is no evidence on which a panel could find it proved."
    steps.settle(cast, case, "no-case-to-answer", days_ago=12, reasons=reasons)
    letters.give(cast, case, "investigation-decision-officer", subject=case.subjects.get(), days_ago=9)
    investigating.go_on(
        cast, case, "Close, once a second person has agreed", in_days=5, done="Six statements are taken."
    )
    summary = "Six people were spoken to. No case to answer. The officer has been told."
    steps.prepare_closing(cast, case, "no-case", summary)
    case.refresh_from_db()
    return case
