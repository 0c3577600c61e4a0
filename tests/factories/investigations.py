from datetime import UTC, date, datetime
from io import BytesIO

import factory
from django.core.files.uploadedfile import InMemoryUploadedFile

from cases.investigations import storing
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
from cases.investigations.reference import conflict_items
from cases.models import Assignment, Case
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, SubjectFactory

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
NO_CONFLICT = {item.code: False for item in conflict_items(date(2026, 3, 4))}


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    case = factory.SubFactory(CaseFactory)
    investigator = factory.SubFactory(UserFactory)
    assigned_by = factory.SubFactory(UserFactory)


class ConflictDeclarationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConflictDeclaration

    assignment = factory.SubFactory(AssignmentFactory)
    has_conflict = False
    declared_by = factory.SubFactory(UserFactory)


class TermsOfReferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TermsOfReference

    case = factory.SubFactory(CaseFactory)
    number = 1
    text = "To find out what happened."
    approved_on = date(2026, 3, 4)
    approved_by = factory.SubFactory(UserFactory)


class PolicyEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PolicyEntry

    case = factory.SubFactory(CaseFactory)
    number = factory.LazyAttribute(lambda built: built.case.policy_entries.count() + 1)
    decision = "To speak to the neighbours."
    reason = "They may have heard it."
    decided_at = datetime(2026, 3, 4, 10, tzinfo=UTC)
    recorded_by = factory.SubFactory(UserFactory)


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    class Params:
        sealed = factory.Trait(is_sealed=True)

    case = factory.SubFactory(CaseFactory)
    number = factory.LazyAttribute(lambda built: built.case.documents.count() + 1)
    title = "Statement of an invented witness"
    kind = Document.Kind.STATEMENT
    location = "Property store"
    added_by = factory.SubFactory(UserFactory)


class InterviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Interview

    case = factory.SubFactory(CaseFactory)
    subject = factory.SubFactory(SubjectFactory, case=factory.SelfAttribute("..case"))
    proposed_on = date(2026, 3, 4)
    proposed_for = datetime(2026, 3, 11, 10, tzinfo=UTC)
    recorded_by = factory.SubFactory(UserFactory)


class LearningItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LearningItem

    case = factory.SubFactory(CaseFactory)
    kind = LearningItem.Kind.ORGANISATIONAL
    text = "To log each key."
    addressed_to = "Head of estates"
    recorded_by = factory.SubFactory(UserFactory)
    recorded_on = date(2026, 3, 4)


class ReflectivePracticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReflectivePractice

    case = factory.SubFactory(CaseFactory)
    subject = factory.SubFactory(SubjectFactory, case=factory.SelfAttribute("..case"))
    reviewer = factory.SubFactory(UserFactory)
    invited_on = date(2026, 3, 4)
    recorded_by = factory.SubFactory(UserFactory)


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Task

    case = factory.SubFactory(CaseFactory)
    title = "Take a statement"
    owner = factory.SubFactory(UserFactory)
    due_on = date(2026, 12, 1)
    created_by = factory.SubFactory(UserFactory)


def ready_to_investigate(case: Case) -> Case:
    """Give a case what an investigation needs: somebody without a conflict, terms of reference, a next action."""
    if case.investigator is None:
        case.investigator = UserFactory(role="investigator")
        case.save()
    ConflictDeclarationFactory(assignment=AssignmentFactory(case=case, investigator=case.investigator))
    TermsOfReferenceFactory(case=case)
    TaskFactory(case=case, owner=case.investigator)
    return case


def reported(case: Case) -> Case:
    """Give a case its investigation report."""
    day = date(2026, 3, 4)
    facts = {"case": case, "text": "x", "evidence_summary": "x", "submitted_on": day, "submitted_by": UserFactory()}
    InvestigationReport.objects.create(number=1, **facts)
    return case


def upload(content: bytes = PDF, name: str = "statement.pdf") -> InMemoryUploadedFile:
    """A file as a form sends it."""
    return InMemoryUploadedFile(BytesIO(content), "file", name, "application/octet-stream", len(content), None)


def stored_file(document: Document, content: bytes = PDF, **fields: object) -> DocumentVersion:
    """A version of a document whose content lies in the storage."""
    stored_as, sha256 = storing.store(upload(content))
    facts = {
        "number": document.versions.count() + 1,
        "file_name": "statement.pdf",
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": sha256,
        "stored_as": stored_as,
        "uploaded_by": UserFactory(),
    }
    return DocumentVersion.objects.create(document=document, **{**facts, **fields})
