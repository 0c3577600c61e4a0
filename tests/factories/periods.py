from datetime import date

import factory

from cases.periods.models import Period
from tests.factories.accounts import UserFactory
from tests.factories.cases import SubjectFactory
from tests.factories.officers import OfficerFactory


class PeriodFactory(factory.django.DjangoModelFactory):
    """A career break from 2 March 2026 that still runs; `suspension` is one of a subject of a case."""

    class Meta:
        model = Period

    class Params:
        subject = None
        suspension = factory.Trait(
            kind=Period.Kind.SUSPENSION,
            subject=factory.SubFactory(SubjectFactory),
            officer=factory.SelfAttribute("subject.officer"),
            case=factory.SelfAttribute("subject.case"),
            redeployment_reasons="No post without access to the same systems.",
            is_prejudice=True,
            ground_reasons="Witnesses serve on the same team.",
            authorised_by="Nicola Sample",
            authorised_rank="deputy-chief-constable",
            pay="with-pay",
        )

    officer = factory.SubFactory(OfficerFactory)
    kind = Period.Kind.CAREER_BREAK
    starts_on = date(2026, 3, 2)
    recorded_by = factory.SubFactory(UserFactory)
