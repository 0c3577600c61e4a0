import hashlib
from datetime import UTC, date, datetime, timedelta

import factory
from django.utils import timezone

from cases.flags.models import Flag, FlagMatter, Rule
from cases.models import AllegationSubject, Code
from tests.factories.cases import AllegationSubjectFactory, SubjectFactory
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


def second_case_in_another_category(**of_officer: object) -> AllegationSubject:
    """Somebody's second case. One more allegation in it, that they swore, would make similar conduct of the two."""
    today, scheme = timezone.localdate(), Code.objects.filter(scheme="iopc-2020")
    first = AllegationSubjectFactory(
        allegation__category=scheme.get(code="H1"),
        allegation__case__received_on=today - timedelta(days=90),
        **{f"subject__officer__{name}": value for name, value in of_officer.items()},
    )
    return AllegationSubjectFactory(
        allegation__category=scheme.get(code="C"),
        allegation__case__received_on=today - timedelta(days=9),
        subject__officer=first.subject.officer,
    )
