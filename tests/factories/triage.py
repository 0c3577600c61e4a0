from datetime import date

import factory

from cases.triage.models import Referral, ReferralCheck, ScheduleThreeDecision, TriageFacts
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory

DAY = date(2026, 3, 3)


class TriageFactsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TriageFacts

    case = factory.SubFactory(CaseFactory)
    has_conflict = False
    conflict_note = "Asked; none."
    has_urgent_risk = False
    urgent_risk_note = "None known."
    needs_suspension = False
    suspension_note = "Not proportionate."
    reasons = "As noted."
    decided_on = DAY
    decided_by = factory.SubFactory(UserFactory)


class ScheduleThreeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ScheduleThreeDecision

    class Params:
        inside = factory.Trait(is_inside=True, triggers=["complainant-wishes"], reason_code="complainant-wishes")

    case = factory.SubFactory(CaseFactory, record_type="PC-O")
    is_inside = False
    reasons = "Resolved by an apology."
    decided_on = DAY
    decided_by = factory.SubFactory(UserFactory)


class ReferralCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReferralCheck

    case = factory.SubFactory(CaseFactory)
    answers = factory.LazyFunction(lambda: {"serious-assault": {"met": False, "why": "A push."}})
    reasons = "As noted."
    decided_on = DAY
    decided_by = factory.SubFactory(UserFactory)


class ReferralFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Referral

    class Params:
        sent = factory.Trait(sent_on=DAY, sent_by=factory.SubFactory(UserFactory), method="portal")
        answered = factory.Trait(sent=True, determination="refer-back", determined_on=DAY)

    case = factory.SubFactory(CaseFactory)
    kind = Referral.Kind.MANDATORY
    became_clear_on = date(2026, 3, 2)
    reasons = "A serious assault is alleged."
    opened_by = factory.SubFactory(UserFactory)


def triage(case, *, inside=None):
    """Everything that triage asks of a case, so that it may be assessed."""
    TriageFactsFactory(case=case)
    ReferralCheckFactory(case=case)
    if case.record_type in {"PC-O", "PC-S"}:
        ScheduleThreeFactory(case=case, inside=case.record_type == "PC-S" if inside is None else inside)
    return case
