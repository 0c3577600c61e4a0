from cases.investigations.models.appointment import ConflictDeclaration, TermsOfReference
from cases.investigations.models.document import Document, DocumentVersion
from cases.investigations.models.interview import Interview, SubjectResponse
from cases.investigations.models.learning import LearningItem
from cases.investigations.models.policy_log import PolicyEntry
from cases.investigations.models.reflective import ReflectivePractice
from cases.investigations.models.report import InvestigationReport
from cases.investigations.models.task import Task

__all__ = (
    "ConflictDeclaration",
    "Document",
    "DocumentVersion",
    "Interview",
    "InvestigationReport",
    "LearningItem",
    "PolicyEntry",
    "ReflectivePractice",
    "SubjectResponse",
    "Task",
    "TermsOfReference",
)
