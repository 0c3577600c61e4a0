from datetime import date

import pytest
from django.utils import timezone

from cases.triage.models import InvestigationForm, Referral, ReferralCheck, ScheduleThreeDecision, TriageFacts
from tests.constraints import assert_refused, constraint_names
from tests.factories import (
    CaseFactory,
    ReferralCheckFactory,
    ReferralFactory,
    ScheduleThreeFactory,
    TriageFactsFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY, BEFORE = date(2026, 3, 3), date(2026, 3, 1)
BESIDE = "Somebody has just recorded this. Read theirs before you add yours."


def again(model, held):
    copy = model.objects.get(pk=held.pk)
    copy.pk, copy._state.adding = None, True
    return copy


def form(**fields):
    known = {"form": "local", "body": "authority", "reasons": "Why", "decided_on": DAY, "decided_by": UserFactory()}
    return InvestigationForm(case=fields.pop("case", None) or CaseFactory(), **(known | fields))


def second_form():
    held = form()
    held.save()
    return form(case=held.case)


def referral(**fields):
    return ReferralFactory.build(case=CaseFactory(), opened_by=UserFactory(), **fields)


def sent(**fields):
    return referral(sent_on=DAY, sent_by=UserFactory(), method="portal", **fields)


BROKEN = [
    ("triage_facts_one_in_force", lambda: again(TriageFacts, TriageFactsFactory()), BESIDE),
    ("schedule_3_one_in_force", lambda: again(ScheduleThreeDecision, ScheduleThreeFactory()), BESIDE),
    ("referral_check_one_in_force", lambda: again(ReferralCheck, ReferralCheckFactory()), BESIDE),
    ("investigation_form_one_in_force", second_form, BESIDE),
    (
        "schedule_3_follows_its_triggers",
        lambda: ScheduleThreeFactory.build(case=CaseFactory(), decided_by=UserFactory(), is_inside=True),
        "A complaint is inside Schedule 3 when a trigger is met, and only then.",
    ),
    (
        "referral_one_at_a_time",
        lambda: again(Referral, ReferralFactory()),
        "A referral of this case is open already.",
    ),
    (
        "referral_sent_by_somebody_somehow",
        lambda: referral(sent_on=DAY, sent_by=UserFactory()),
        "A referral that was sent needs the day, the person and the way it was sent.",
    ),
    (
        "referral_sent_after_it_became_clear",
        lambda: referral(sent_on=BEFORE, sent_by=UserFactory(), method="portal"),
        "A referral cannot be sent before it is clear that one is to be made.",
    ),
    (
        "referral_answered_after_it_was_sent",
        lambda: sent(determined_on=BEFORE, determination="local"),
        "An answer needs its date, on or after the day the referral was sent.",
    ),
    (
        "referral_cancelled_only_before_it_is_sent",
        lambda: sent(cancelled_at=timezone.now(), cancelled_because="Error."),
        "Only a referral that was not sent can be taken back, with the reason.",
    ),
    (
        "investigation_form_within_its_authority",
        lambda: form(form="directed"),
        "Only the IOPC can decide on a directed or independent investigation.",
    ),
]


@pytest.mark.parametrize(("name", "broken", "message"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_constraint_refuses_with_words(name, broken, message):
    assert_refused(broken, name, message)


def test_every_constraint_of_the_app_is_tested():
    assert constraint_names("triage") == {name for name, _, _ in BROKEN}
