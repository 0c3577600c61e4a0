from cases.proceedings.models.appeal import Appeal, AppealResult
from cases.proceedings.models.barred_list import ListReturn
from cases.proceedings.models.hearing import Plea, Response, Sitting, Witness
from cases.proceedings.models.panel import Advice, DelegationRecommendation, Objection, PanelMember
from cases.proceedings.models.proceeding import Proceeding, ProceedingPair, ProceedingSubject, Step
from cases.proceedings.models.publication import Publication, Representation

__all__ = (
    "Advice",
    "Appeal",
    "AppealResult",
    "DelegationRecommendation",
    "ListReturn",
    "Objection",
    "PanelMember",
    "Plea",
    "Proceeding",
    "ProceedingPair",
    "ProceedingSubject",
    "Publication",
    "Representation",
    "Response",
    "Sitting",
    "Step",
    "Witness",
)
