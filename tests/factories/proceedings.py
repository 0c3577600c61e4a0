from datetime import date, time

import factory

from cases.proceedings.models import (
    Advice,
    Appeal,
    DelegationRecommendation,
    ListReturn,
    Objection,
    PanelMember,
    Proceeding,
    ProceedingPair,
    ProceedingSubject,
    Publication,
    Representation,
    Response,
    Sitting,
    Step,
    Witness,
)
from tests.factories.accounts import UserFactory
from tests.factories.cases import AllegationSubjectFactory, CaseFactory, SubjectFactory


class ProceedingFactory(factory.django.DjangoModelFactory):
    """A misconduct hearing of the present law, just opened."""

    class Meta:
        model = Proceeding

    case = factory.SubFactory(CaseFactory)
    number = factory.LazyAttribute(lambda built: built.case.proceedings.count() + 1)
    kind = Proceeding.Kind.HEARING
    regime = "2025"
    opened_on = date(2026, 3, 16)
    opened_by = factory.SubFactory(UserFactory)
    reasons = "Gross misconduct is alleged."


class ProceedingSubjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProceedingSubject

    proceeding = factory.SubFactory(ProceedingFactory)
    subject = factory.SubFactory(SubjectFactory, case=factory.SelfAttribute("..proceeding.case"))


class ProceedingPairFactory(factory.django.DjangoModelFactory):
    """An allegation before the panel, with its subject as a subject of the proceedings."""

    class Meta:
        model = ProceedingPair
        skip_postgeneration_save = True

    proceeding = factory.SubFactory(ProceedingFactory)
    pair = factory.SubFactory(AllegationSubjectFactory, allegation__case=factory.SelfAttribute("...proceeding.case"))

    @factory.post_generation
    def person(self, create, extracted, **kwargs):
        ProceedingSubject.objects.get_or_create(proceeding=self.proceeding, subject=self.pair.subject)


class StepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Step

    proceeding = factory.SubFactory(ProceedingFactory)
    kind = Step.Kind.NOTICE_SERVED
    done_on = date(2026, 3, 17)
    recorded_by = factory.SubFactory(UserFactory)


class PanelMemberFactory(factory.django.DjangoModelFactory):
    """An independent member who has declared that there is no interest."""

    class Meta:
        model = PanelMember

    proceeding = factory.SubFactory(ProceedingFactory)
    capacity = PanelMember.Capacity.INDEPENDENT_MEMBER
    name = factory.Sequence(lambda n: f"Invented Member {n}")
    standing = PanelMember.Standing.INDEPENDENT
    is_from_this_force = False
    appointed_by = PanelMember.AppointedBy.LOCAL_POLICING_BODY
    appointed_on = date(2026, 3, 17)
    selection = "Next on the list."
    has_interest = False
    declared_on = date(2026, 3, 17)
    recorded_by = factory.SubFactory(UserFactory)


class ObjectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Objection

    proceeding = factory.SelfAttribute("member.proceeding")
    member = factory.SubFactory(PanelMemberFactory)
    subject = factory.LazyAttribute(lambda built: ProceedingSubjectFactory(proceeding=built.member.proceeding).subject)
    made_on = date(2026, 3, 18)
    reasons = "They have worked together."


class AdviceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Advice

    proceeding = factory.SelfAttribute("member.proceeding")
    member = factory.SubFactory(PanelMemberFactory, capacity="adviser", standing="legally_qualified")
    sought_on = date(2026, 6, 1)
    question = "May the statement be read?"
    recorded_by = factory.SubFactory(UserFactory)


class DelegationRecommendationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DelegationRecommendation

    proceeding = factory.SubFactory(ProceedingFactory)
    received_on = date(2026, 3, 18)
    recommendation = "Delegate to another force."


class ResponseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Response

    proceeding = factory.SubFactory(ProceedingFactory)
    subject = factory.LazyAttribute(lambda built: ProceedingSubjectFactory(proceeding=built.proceeding).subject)
    received_on = date(2026, 4, 1)
    recorded_by = factory.SubFactory(UserFactory)


class WitnessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Witness

    proceeding = factory.SubFactory(ProceedingFactory)
    name = "Sam Invented"
    proposed_by = Witness.ProposedBy.OFFICER
    proposed_on = date(2026, 4, 2)
    evidence = "Saw what happened."


class SittingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sitting

    class Params:
        held = factory.Trait(started_at=time(10), ended_at=time(16))

    proceeding = factory.SubFactory(ProceedingFactory)
    sits_on = date(2026, 6, 1)
    place = "Council Chamber"
    held_in = Sitting.HeldIn.PUBLIC
    fixed_on = date(2026, 4, 20)
    recorded_by = factory.SubFactory(UserFactory)


class PublicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Publication

    proceeding = factory.SubFactory(ProceedingFactory)
    kind = Publication.Kind.OUTCOME_REPORT
    shows = ["name", "outcome"]
    decided_on = date(2026, 6, 2)
    decided_by_name = "Ada Invented"
    reasons = "Open justice."
    recorded_by = factory.SubFactory(UserFactory)


class RepresentationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Representation

    proceeding = factory.SubFactory(ProceedingFactory)
    sender = Representation.Sender.MEDIA
    received_on = date(2026, 5, 1)
    text = "We ask to name the officer."


class AppealFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appeal

    proceeding = factory.SubFactory(ProceedingFactory)
    subject = factory.LazyAttribute(lambda built: ProceedingSubjectFactory(proceeding=built.proceeding).subject)
    body = Appeal.Body.TRIBUNAL
    appellant = Appeal.Appellant.OFFICER
    lodged_on = date(2026, 6, 10)
    grounds = ["unreasonable"]
    reasons = "Too severe."
    recorded_by = factory.SubFactory(UserFactory)


class ListReturnFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ListReturn

    subject = factory.SubFactory(SubjectFactory)
    list = ListReturn.List.BARRED
    because = ListReturn.Because.DISMISSED
    sent_on = date(2026, 6, 10)
    summary = "Dismissed without notice."
    review_not_before = date(2031, 6, 10)
    recorded_by = factory.SubFactory(UserFactory)
