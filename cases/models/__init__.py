from cases.models.allegation import Allegation, AllegationSubject
from cases.models.case import Assignment, Case, CaseDraft, ReferenceCounter
from cases.models.code import Code, CodeList
from cases.models.decision import Decision, Outcome
from cases.models.link import CaseLink
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
    "Outcome",
    "RecordTypeChange",
    "ReferenceCounter",
    "Subject",
    "Withdrawal",
)
