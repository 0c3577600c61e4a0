from datetime import date

import factory

from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Clock, DelayReport, Milestone
from tests.factories.cases import CaseFactory


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    case = factory.SubFactory(CaseFactory)
    kind = MilestoneKind.REFERRAL_CRITERIA_MET
    reached_on = date(2026, 3, 4)
    source = factory.Sequence(lambda n: f"made.up:{n}")


class ClockFactory(factory.django.DjangoModelFactory):
    """A referral due on 5 March 2026, as a row alone: what is refreshed is worked out from milestones instead."""

    class Meta:
        model = Clock

    class Params:
        met = factory.Trait(satisfied_on=date(2026, 3, 5), satisfied_by=factory.SelfAttribute("started_by"))

    case = factory.SubFactory(CaseFactory)
    definition = "mandatory-referral"
    started_on = date(2026, 3, 4)
    started_by = factory.SubFactory(
        MilestoneFactory, case=factory.SelfAttribute("..case"), reached_on=factory.SelfAttribute("..started_on")
    )
    due_on = date(2026, 3, 5)
    original_due_on = factory.SelfAttribute("due_on")


class DelayReportFactory(factory.django.DjangoModelFactory):
    """A draft for a matter known since 5 April 2025."""

    class Meta:
        model = DelayReport

    case = factory.SubFactory(CaseFactory)
    clock = factory.SubFactory(
        ClockFactory,
        case=factory.SelfAttribute("..case"),
        definition="delay-report",
        started_on=date(2025, 4, 5),
        due_on=date(2026, 4, 5),
        started_by__kind=MilestoneKind.AUTHORITY_AWARE,
    )
    known_on = date(2025, 4, 5)
