from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    AllegationFactory,
    AllegationSubjectFactory,
    CaseFactory,
    CodeFactory,
    OutcomeFactory,
    SubjectFactory,
)
from tests.factories.flags import FlagFactory, FlagMatterFactory
from tests.factories.officers import OfficerFactory, PostingFactory, UnitFactory

__all__ = (
    "AllegationFactory",
    "AllegationSubjectFactory",
    "CaseFactory",
    "CodeFactory",
    "FlagFactory",
    "FlagMatterFactory",
    "OfficerFactory",
    "OutcomeFactory",
    "PostingFactory",
    "SubjectFactory",
    "UnitFactory",
    "UserFactory",
)
