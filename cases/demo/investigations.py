"""The work on open cases of the demonstration: who does what next, and one investigation from end to end."""

from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.investigations.actions import appointment, documents, interviews, learning, policy_log, tasks
from cases.investigations.actions.documents import DocumentFacts
from cases.investigations.models import Document
from cases.investigations.reference import conflict_items
from cases.models import Case
from cases.stages import OPEN_STAGES, RecordType, Stage
from misconduct.accounts.models import User

_BEFORE = (Stage.RECEIVED, Stage.TRIAGE, Stage.REFERRED, Stage.ASSESSMENT)
_ACTIONS = (
    "Take the statement of the second witness",
    "View the footage from the front desk",
    "Ask the duty sergeant for the rota",
    "Ring the complainant",
    "Draft the report",
    "Chase the phone data",
)
_STATEMENT = (
    b"I was at the front desk from two o'clock. I heard a raised voice in the corridor and went to the door.\n"
    b"I saw two people in uniform. One of them said that there would be a transfer. I wrote it down that evening.\n"
)
_POLICY = (
    ("To speak to the witnesses before the subject.", "Their accounts should not be shaped by what the subject says."),
    ("Not to seize the subject’s phone.", "Nothing suggests that messages were sent. It would be out of proportion."),
)


def set_next_actions(today: date) -> None:
    """Every open case from the start of its investigation has an action with a person and a day."""
    first = max(today, timezone.localdate())
    cases = Case.objects.filter(stage__in=set(OPEN_STAGES) - set(_BEFORE), investigator__isnull=False)
    for place, case in enumerate(cases.select_related("investigator").order_by("id")):
        worker = case.investigator
        if worker is not None:
            due_on = first + timedelta(days=place % 20)
            tasks.add(by=worker, case=case, title=_ACTIONS[place % len(_ACTIONS)], owner=worker, due_on=due_on)


def investigate_one(manager: User, worker: User, today: date) -> Case | None:
    """Declaration, terms of reference, evidence, policy log, interview and learning of one case; none without one."""
    today = min(today, timezone.localdate())
    found = Case.objects.filter(stage=Stage.INVESTIGATION, is_sealed=False, investigator=worker)
    found = found.filter(record_type__in=(RecordType.CONDUCT, RecordType.RECORDABLE_CONDUCT))
    case = found.filter(subjects__officer__isnull=False, assignments__ended_at__isnull=True).order_by("-id").first()
    if case is None:
        return None
    no_conflict = {item.code: False for item in conflict_items(today)}
    appointment.declare(by=worker, case=case, answers=no_conflict)
    terms = "To find out what was said and done, who was there, and whether anybody was told at the time."
    appointment.approve_terms(by=manager, case=case, text=terms, approved_on=today)
    for decision, reason in _POLICY:
        policy_log.add(by=worker, case=case, decision=decision, reason=reason, decided_at=timezone.now())
    _gather(case, worker, today)
    subject = case.subjects.identified().select_related("officer").order_by("id")[0]
    at = timezone.make_aware(datetime.combine(today + timedelta(days=7), time(10, 30)))
    interviews.propose(by=worker, case=case, subject=subject, proposed_on=today, proposed_for=at, place="Room 4")
    learning.add(
        by=worker,
        case=case,
        kind="organisational",
        text="The front desk has no book in which visitors to the corridor are written down.",
        addressed_to="Head of estates",
        response_due_on=today + timedelta(days=56),
    )
    return case


def _gather(case: Case, worker: User, today: date) -> None:
    statement = DocumentFacts(
        title="Statement of the front desk officer",
        kind=Document.Kind.STATEMENT,
        classification=Document.Classification.OFFICIAL_SENSITIVE,
        handling="Investigation team only",
        source="Taken at the station",
        obtained_on=today,
    )
    file = SimpleUploadedFile("statement-front-desk.txt", _STATEMENT)
    documents.add(by=worker, case=case, facts=statement, upload=file)
    footage = DocumentFacts(
        title="Body-worn video of the response officer",
        kind=Document.Kind.BODY_WORN_VIDEO,
        classification=Document.Classification.OFFICIAL,
        location="Footage system, clip 40217, 14:02 to 14:19",
        exhibit_reference="FG/1",
        obtained_on=today,
        may_change_severity=True,
    )
    documents.add(by=worker, case=case, facts=footage)
