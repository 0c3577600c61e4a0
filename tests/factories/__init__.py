from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    AllegationFactory,
    AllegationSubjectFactory,
    CaseFactory,
    CodeFactory,
    OutcomeFactory,
    SubjectFactory,
)
from tests.factories.clocks import ClockFactory, DelayReportFactory, MilestoneFactory
from tests.factories.contacts import ContactFactory, PartyFactory
from tests.factories.flags import FlagFactory, FlagMatterFactory, second_case_in_another_category
from tests.factories.officers import OfficerFactory, PostingFactory, PriorServiceFactory, UnitFactory
from tests.factories.periods import PeriodFactory
from tests.factories.reviews import ComplaintReviewFactory, ReviewRecommendationFactory
from tests.factories.rulings import HistoryViewFactory, ParticularFactory, read_history
from tests.factories.triage import (
    ReferralCheckFactory,
    ReferralFactory,
    ScheduleThreeFactory,
    TriageFactsFactory,
    triage,
)

__all__ = (
    "AllegationFactory",
    "AllegationSubjectFactory",
    "CaseFactory",
    "ClockFactory",
    "CodeFactory",
    "ComplaintReviewFactory",
    "ContactFactory",
    "DelayReportFactory",
    "FlagFactory",
    "FlagMatterFactory",
    "MilestoneFactory",
    "HistoryViewFactory",
    "OfficerFactory",
    "OutcomeFactory",
    "PartyFactory",
    "ParticularFactory",
    "PeriodFactory",
    "PostingFactory",
    "PriorServiceFactory",
    "ReferralCheckFactory",
    "ReferralFactory",
    "ReviewRecommendationFactory",
    "ScheduleThreeFactory",
    "SubjectFactory",
    "TriageFactsFactory",
    "UnitFactory",
    "UserFactory",
    "triage",
    "read_history",
    "second_case_in_another_category",
)
