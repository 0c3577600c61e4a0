"""Each line of the closure checklist: refused with its reason, and passed."""

from datetime import date

import pytest
import time_machine

from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.guards import closure as guards
from cases.models import Code
from cases.stages import RecordType
from tests.factories import AllegationFactory, CaseFactory, SubjectFactory, UserFactory
from tests.factories.closure import ClosureFactory
from tests.factories.contacts import PartyFactory

pytestmark = pytest.mark.django_db


def reached(case, kind, on=date(2026, 3, 2), about=None):
    milestones.reached(case=case, kind=kind, on=on, by=UserFactory(), about=about)


def test_everyone_told_names_whoever_is_missing():
    party = PartyFactory()
    assert guards.everyone_told(party.case) == "Tell Party 1, complainant the outcome, and log it."
    reached(party.case, MilestoneKind.OUTCOME_TOLD, about=party)
    assert guards.everyone_told(party.case) is None


def test_everyone_told_asks_nothing_for_whoever_wants_no_updates():
    assert guards.everyone_told(PartyFactory(wants_updates=False).case) is None


def test_subjects_notified_names_whoever_is_missing():
    subject = SubjectFactory()
    assert str(subject.officer) in guards.subjects_notified(subject.case)
    reached(subject.case, MilestoneKind.OUTCOME_NOTIFIED, about=subject)
    assert guards.subjects_notified(subject.case) is None


def test_subjects_notified_asks_nothing_for_somebody_not_identified():
    assert guards.subjects_notified(SubjectFactory(unidentified=True).case) is None


@pytest.mark.parametrize(
    ("today", "words"),
    [(date(2026, 3, 30), "until 30 March 2026"), (date(2026, 3, 31), None)],
)
def test_review_time_runs_28_days_from_the_day_after(today, words):
    """SI 2020/2 regulation 29: told on 2 March, the last day is 30 March."""
    case = CaseFactory(record_type=RecordType.COMPLAINT_INSIDE)
    reached(case, MilestoneKind.OUTCOME_TOLD)
    with time_machine.travel(today):
        said = guards.review_time_has_run(case)
    assert (words in said) if words else said is None


def test_review_time_waits_for_the_outcome_to_be_told():
    case = CaseFactory(record_type=RecordType.COMPLAINT_INSIDE)
    assert "Nobody has been told" in guards.review_time_has_run(case)


def test_review_time_need_not_run_once_a_review_was_applied_for():
    case = CaseFactory(record_type=RecordType.COMPLAINT_INSIDE)
    reached(case, MilestoneKind.REVIEW_APPLIED, on=date(2026, 3, 20))
    assert guards.review_time_has_run(case) is None


def test_review_is_asked_of_complaints_inside_schedule_3_only():
    assert guards.review_time_has_run(CaseFactory(record_type=RecordType.CONDUCT)) is None


def test_retention_decided():
    closure = ClosureFactory()
    assert guards.retention_decided(closure.case) is None
    assert "how long" in guards.retention_decided(CaseFactory())


@pytest.mark.parametrize("code", ["F6", "G2", "J1"])
def test_second_person_must_agree_to_close_what_casey_found_least_proved(code):
    category = Code.objects.get(scheme="iopc-2020", code=code)
    case = AllegationFactory(category=category).case
    closure = ClosureFactory(case=case)
    assert "a second person must agree" in guards.second_person_agreed(case)
    closure.agreed_by, closure.agreed_at = UserFactory(), closure.prepared_at
    closure.save()
    assert guards.second_person_agreed(case) is None


def test_second_person_must_agree_where_a_factor_says_so():
    allegation = AllegationFactory()
    assert guards.second_person_agreed(allegation.case) is None
    allegation.factors.add(Code.objects.get(scheme="local", code="violence-against-women-and-girls"))
    assert "violence against women and girls" in guards.second_person_agreed(allegation.case)
