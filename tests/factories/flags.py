import hashlib
from datetime import UTC, date, datetime

import factory

from cases.flags.models import Flag, FlagMatter, Rule
from tests.factories.cases import SubjectFactory
from tests.factories.officers import OfficerFactory


class FlagFactory(factory.django.DjangoModelFactory):
    """An open flag of the 24-month rule, with the evidence it is given by hand."""

    class Meta:
        model = Flag

    class Params:
        reviewed = factory.Trait(status=Flag.Status.REVIEWED)

    officer = factory.SubFactory(OfficerFactory)
    rule = factory.LazyFunction(lambda: Rule.objects.get(slug="cases-in-24-months"))
    rule_version = factory.LazyAttribute(lambda built: built.rule.versions.get(number=1))
    parameters = factory.LazyAttribute(lambda built: built.rule_version.parameters)
    evidence_key = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    counted = 3
    window_from = date(2024, 3, 4)
    window_to = date(2026, 3, 4)
    sentence = "3 cases received between 4 March 2024 and 3 March 2026; an invented flag."
    fired_at = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
    due_on = date(2026, 3, 18)


class FlagMatterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FlagMatter

    flag = factory.SubFactory(FlagFactory)
    subject = factory.SubFactory(SubjectFactory, officer=factory.SelfAttribute("..flag.officer"))
    dated_on = factory.LazyAttribute(lambda built: built.subject.case.received_on)
    dated_by = FlagMatter.DatedBy.RECEIVED
    is_counted = True
