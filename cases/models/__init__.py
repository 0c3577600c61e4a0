from cases.models.allegation import Allegation, AllegationSubject
from cases.models.case import Assignment, Case, CaseDraft, ReferenceCounter
from cases.models.code import Code, CodeList
from cases.models.decision import Decision, Outcome
from cases.models.link import CaseLink
from cases.models.particular import Particular, ParticularFinding
from cases.models.severity import HistoryView, SeverityAssessment, SpecialConditions
from cases.models.standing import CaseSuspension, RecordTypeChange, Withdrawal
from cases.models.subject import Subject

__all__ = (
    "Allegation",
    "AllegationSubject",
    "Assignment",
    "Case",
    "CaseDraft",
    "CaseLink",
    "CaseSuspension",
    "Code",
    "CodeList",
    "Decision",
    "HistoryView",
    "Outcome",
    "RecordTypeChange",
    "Particular",
    "ParticularFinding",
    "ReferenceCounter",
    "SeverityAssessment",
    "SpecialConditions",
    "Subject",
    "Withdrawal",
)
