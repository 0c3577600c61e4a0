from datetime import UTC, datetime

import factory

from cases.contacts.models import Contact, Party
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory


class PartyFactory(factory.django.DjangoModelFactory):
    """A complainant who wants to be kept informed; `reporter` asked for confidence."""

    class Meta:
        model = Party

    class Params:
        reporter = factory.Trait(roles=["reporter"], is_confidential=True, name="", wants_updates=None)

    case = factory.SubFactory(CaseFactory)
    number = factory.LazyAttribute(lambda built: built.case.parties.count() + 1)
    roles = ["complainant"]
    name = factory.Sequence(lambda n: f"Kim Invented{n}")
    wants_updates = True
    added_by = factory.SubFactory(UserFactory)


class ContactFactory(factory.django.DjangoModelFactory):
    """A call of ours to a party."""

    class Meta:
        model = Contact

    party = factory.SubFactory(PartyFactory)
    case = factory.SelfAttribute("party.case")
    at = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
    direction = "out"
    channel = "phone"
    purpose = "other"
    said = "Told how the matter is handled."
    made_by = factory.SubFactory(UserFactory)
