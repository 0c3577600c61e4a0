from datetime import UTC, date, datetime

import factory

from cases.clocks.kinds import MilestoneKind
from cases.closure.models import Closure
from cases.models import Case
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.clocks import MilestoneFactory
from tests.factories.investigations import LearningItemFactory


class ClosureFactory(factory.django.DjangoModelFactory):
    """The end of a case prepared by one person; `agreed` by another."""

    class Meta:
        model = Closure

    class Params:
        agreed = factory.Trait(
            agreed_by=factory.SubFactory(UserFactory),
            agreed_at=factory.LazyAttribute(lambda built: built.prepared_at),
        )

    case = factory.SubFactory(CaseFactory)
    retention_class = "no-case"
    review_on = date(2034, 1, 2)
    summary = "Looked into; nothing more to do."
    prepared_by = factory.SubFactory(UserFactory)
    prepared_at = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def ready_to_close(case: Case) -> Case:
    """The case with everything that the closure checklist asks for, outcomes apart."""
    for party in case.parties.wanting_updates():
        MilestoneFactory(case=case, kind=MilestoneKind.OUTCOME_TOLD, about=f"contacts.party:{party.pk}")
    for subject in case.subjects.identified():
        MilestoneFactory(case=case, kind=MilestoneKind.OUTCOME_NOTIFIED, about=f"cases.subject:{subject.pk}")
    LearningItemFactory(case=case)
    ClosureFactory(case=case, agreed=True)
    return case
