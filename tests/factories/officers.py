from datetime import date

import factory

from officers.models import Officer, Posting, PriorService, Unit
from tests.factories.accounts import UserFactory


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"U{n:03}")
    name = factory.Sequence(lambda n: f"Unit {n}")


class OfficerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Officer

    number = factory.Sequence(lambda n: f"{40000 + n}")
    forenames = "Alex"
    surname = factory.Sequence(lambda n: f"Sampleton{n}")
    appointed_on = date(2010, 1, 4)


class PostingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Posting

    officer = factory.SubFactory(OfficerFactory)
    unit = factory.SubFactory(UnitFactory)
    rank = "Constable"
    starts_on = date(2010, 1, 4)


class PriorServiceFactory(factory.django.DjangoModelFactory):
    """Service in another force from which no history was received."""

    class Meta:
        model = PriorService

    officer = factory.SubFactory(OfficerFactory)
    force = "Northmoor Police"
    starts_on = date(2004, 3, 1)
    ends_on = date(2009, 12, 31)
    recorded_by = factory.SubFactory(UserFactory)
