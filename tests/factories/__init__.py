from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    AllegationFactory,
    AllegationSubjectFactory,
    CaseFactory,
    CodeFactory,
    OutcomeFactory,
    SubjectFactory,
)
from tests.factories.officers import OfficerFactory, PostingFactory, UnitFactory

__all__ = (
    "AllegationFactory",
    "AllegationSubjectFactory",
    "CaseFactory",
    "CodeFactory",
    "OfficerFactory",
    "OutcomeFactory",
    "PostingFactory",
    "SubjectFactory",
    "UnitFactory",
    "UserFactory",
)
