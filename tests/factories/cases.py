from datetime import date

import factory

from cases.models import Allegation, AllegationSubject, Case, Code, CodeList, Outcome, Subject
from cases.stages import Ending, RecordType, Stage
from tests.factories.accounts import UserFactory
from tests.factories.officers import OfficerFactory, UnitFactory


class CodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Code

    code_list = CodeList.CATEGORY
    scheme = "test"
    code = factory.Sequence(lambda n: f"T{n}")
    label = factory.Sequence(lambda n: f"Test category {n}")


class CaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Case

    class Params:
        sealed = factory.Trait(is_sealed=True)
        closed = factory.Trait(
            stage=Stage.CLOSED,
            ending=Ending.COMPLETED,
            closed_on=date(2026, 6, 1),
            closed_by=factory.SubFactory(UserFactory),
        )
        suspended = factory.Trait(stage=Stage.SUSPENDED, stage_before_suspension=Stage.INVESTIGATION)

    reference = factory.Sequence(lambda n: f"TS/CM/2026/{n:05}")
    record_type = RecordType.CONDUCT
    received_on = date(2026, 3, 2)
    unit = factory.SubFactory(UnitFactory)
    summary = "An invented matter."


class SubjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subject

    class Params:
        unidentified = factory.Trait(kind=Subject.Kind.UNIDENTIFIED, officer=None)
        organisational = factory.Trait(kind=Subject.Kind.ORGANISATIONAL, officer=None)

    case = factory.SubFactory(CaseFactory)
    kind = Subject.Kind.IDENTIFIED
    officer = factory.SubFactory(OfficerFactory)


class AllegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Allegation

    case = factory.SubFactory(CaseFactory)
    number = factory.LazyAttribute(lambda built: built.case.allegations.count() + 1)
    category = factory.SubFactory(CodeFactory)
    description = "An invented allegation."


class AllegationSubjectFactory(factory.django.DjangoModelFactory):
    """An allegation against a subject of one case."""

    class Meta:
        model = AllegationSubject

    allegation = factory.SubFactory(AllegationFactory)
    subject = factory.SubFactory(SubjectFactory, case=factory.SelfAttribute("..allegation.case"))


class OutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Outcome

    pair = factory.SubFactory(AllegationSubjectFactory)
    value = factory.SubFactory(CodeFactory, code_list=CodeList.OUTCOME)
    decided_on = date(2026, 6, 1)
    decided_by = factory.SubFactory(UserFactory)
