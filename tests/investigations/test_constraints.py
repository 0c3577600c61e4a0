"""Each promise that the database keeps for an investigation."""

from datetime import UTC, date, datetime

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cases.investigations.models import (
    ConflictDeclaration,
    Document,
    DocumentVersion,
    Interview,
    InvestigationReport,
    LearningItem,
    PolicyEntry,
    ReflectivePractice,
    Task,
    TermsOfReference,
)
from tests.constraints import assert_refused, constraint_names
from tests.factories import CaseFactory, SubjectFactory, UserFactory
from tests.factories.investigations import (
    PDF,
    ConflictDeclarationFactory,
    DocumentFactory,
    PolicyEntryFactory,
    TermsOfReferenceFactory,
    stored_file,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 4)
MOMENT = datetime(2026, 3, 4, 10, tzinfo=UTC)


def declaration(**fields):
    held = ConflictDeclarationFactory(superseded_at=MOMENT)
    return ConflictDeclaration(assignment=held.assignment, has_conflict=True, declared_by=held.declared_by, **fields)


def a_second_declaration():
    held = ConflictDeclarationFactory()
    return ConflictDeclaration(assignment=held.assignment, has_conflict=False, declared_by=held.declared_by)


def terms(number, **fields):
    held = TermsOfReferenceFactory(**fields)
    return TermsOfReference(
        case=held.case, number=number, text="x", approved_on=DAY, approved_by=held.approved_by, superseded_at=None
    )


def entry(number, decision="x"):
    held = PolicyEntryFactory()
    return PolicyEntry(
        case=held.case,
        number=number,
        decision=decision,
        reason="y",
        decided_at=MOMENT,
        recorded_by=held.recorded_by,
    )


def document(number, **fields):
    held = DocumentFactory()
    return Document(
        case=held.case, number=number, title="x", kind=Document.Kind.OTHER, added_by=held.added_by, **fields
    )


def version(number, *, size=1, superseded_at=None):
    held = stored_file(DocumentFactory(), PDF, superseded_at=superseded_at)
    return DocumentVersion(
        document=held.document,
        number=number,
        file_name="x.pdf",
        media_type="application/pdf",
        size=size,
        sha256="0" * 64,
        stored_as="x",
        uploaded_by=held.uploaded_by,
    )


def task(**fields):
    return Task(case=CaseFactory(), title="x", owner=(user := UserFactory()), due_on=DAY, created_by=user, **fields)


def report(number, *, text="x", superseded_at=None):
    case, user = CaseFactory(), UserFactory()
    facts = {"case": case, "evidence_summary": "x", "submitted_on": DAY, "submitted_by": user}
    InvestigationReport.objects.create(number=1, text="x", superseded_at=superseded_at, **facts)
    return InvestigationReport(number=number, text=text, **facts)


def interview(**fields):
    subject = SubjectFactory()
    facts = {"proposed_on": DAY, "proposed_for": MOMENT, "recorded_by": UserFactory()}
    return Interview(case=subject.case, subject=subject, **facts, **fields)


def learning(kind, **fields):
    return LearningItem(case=CaseFactory(), kind=kind, text="x", recorded_by=UserFactory(), recorded_on=DAY, **fields)


def no_learning_twice():
    first = learning("none")
    first.save()
    return LearningItem(case=first.case, kind="none", text="x", recorded_by=first.recorded_by, recorded_on=DAY)


def reflective(**fields):
    subject, user = SubjectFactory(), UserFactory()
    return ReflectivePractice(
        case=subject.case, subject=subject, reviewer=user, recorded_by=user, invited_on=DAY, **fields
    )


BROKEN = {
    "conflict_declaration_one_in_force": (
        a_second_declaration,
        "Somebody has just recorded a declaration. Read theirs before you add yours.",
    ),
    "conflict_override_is_whole": (
        lambda: declaration(override_reason="No bearing on it."),
        "An override needs its reason, the person who decided and the time.",
    ),
    "terms_number_once": (
        lambda: terms(1, superseded_at=timezone.now()),
        "There already is a version of that number.",
    ),
    "terms_one_in_force": (
        lambda: terms(2),
        "Somebody has just approved terms of reference. Read theirs first.",
    ),
    "policy_entry_number_once": (lambda: entry(1), "There already is an entry of that number."),
    "policy_entry_says_what_and_why": (
        lambda: entry(2, decision=""),
        "An entry needs the decision and the reason for it.",
    ),
    "document_number_once": (lambda: document(1), "There already is a document of that number."),
    "document_secret_is_a_pointer": (
        lambda: document(2, classification=Document.Classification.SECRET),
        "Say where material above OFFICIAL-SENSITIVE is held. It is not kept here.",
    ),
    "document_version_number_once": (
        lambda: version(1, superseded_at=MOMENT),
        "There already is a version of that number.",
    ),
    "document_version_one_in_force": (
        lambda: version(2),
        "Somebody has just added a version. Look at theirs first.",
    ),
    "document_version_not_empty": (lambda: version(2, size=0, superseded_at=MOMENT), "The file is empty."),
    "task_done_has_a_date_and_a_person": (
        lambda: task(done_on=DAY),
        "An action that is done needs its day and the person who did it.",
    ),
    "investigation_report_number_once": (
        lambda: report(1, superseded_at=MOMENT),
        "There already is a report of that number.",
    ),
    "investigation_report_one_in_force": (
        lambda: report(2),
        "Somebody has just submitted a report. Read theirs first.",
    ),
    "investigation_report_has_content": (
        lambda: report(2, text="", superseded_at=MOMENT),
        "Choose the document that holds the report, or write the report here.",
    ),
    "interview_alternative_is_whole": (
        lambda: interview(alternative_for=MOMENT),
        "An alternative needs its time and the day it was offered.",
    ),
    "interview_ended_has_a_day": (
        lambda: interview(attendance=Interview.Attendance.HELD),
        "Say what became of the interview, and on which day.",
    ),
    "learning_of_a_person_names_them": (
        lambda: learning("individual"),
        "Choose the subject whose learning this is, or leave the subject empty.",
    ),
    "learning_done_has_a_date_and_a_person": (
        lambda: learning("organisational", done_on=DAY),
        "Learning that is done needs its day and the person who says so.",
    ),
    "learning_none_once": (no_learning_twice, "It is already recorded that no learning was identified."),
    "reflective_account_has_a_day": (
        lambda: reflective(account="I was tired."),
        "An account needs the day it was given.",
    ),
    "reflective_report_is_whole": (
        lambda: reflective(reported_on=DAY),
        "A development report needs the issue, the discussion and its day, key actions, lessons for the officer, "
        "lessons for the force and a review date.",
    ),
    "reflective_review_follows_a_report": (
        lambda: reflective(reviewed_on=DAY),
        "Only a development report with a review date can be reviewed.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name):
    broken, message = BROKEN[name]
    assert_refused(broken, name, message)


def test_every_constraint_is_tried():
    django_made = {name for name in constraint_names("investigations") if not name.startswith("investigations_")}
    assert django_made == set(BROKEN)


def test_the_policy_log_can_be_neither_changed_nor_shortened():
    entry = PolicyEntryFactory()
    for change in (
        lambda: PolicyEntry.objects.filter(pk=entry.pk).update(decision="Something else"),
        lambda: PolicyEntry.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            change()
    entry.refresh_from_db()
    assert entry.decision == "To speak to the neighbours."
