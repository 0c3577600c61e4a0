from datetime import date

import pytest

from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Milestone
from tests.constraints import assert_refused
from tests.factories import CaseFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db


def set_one(case, on=date(2026, 3, 4), **fields):
    return milestones.reached(case=case, kind=MilestoneKind.NOTICE_SERVED, on=on, by=UserFactory(), **fields)


def test_reached_twice_sets_one_milestone():
    case = CaseFactory()
    assert set_one(case) == set_one(case)
    assert case.milestones.count() == 1


def test_a_later_date_from_the_same_source_takes_the_place_of_the_earlier():
    subject = SubjectFactory()
    set_one(subject.case, about=subject, source=subject)
    set_one(subject.case, about=subject, source=subject, on=date(2026, 3, 5))
    assert [one.reached_on for one in subject.case.milestones.standing()] == [date(2026, 3, 5)]
    assert subject.case.milestones.count() == 2


def test_undone_takes_back_what_came_from_the_record_and_nothing_else():
    subject = SubjectFactory()
    set_one(subject.case, source=subject)
    kept = set_one(subject.case)
    assert milestones.undone(source=subject) == 1
    assert list(subject.case.milestones.standing()) == [kept]


def test_milestone_once_from_its_source():
    case = CaseFactory()
    set_one(case)
    assert_refused(
        lambda: Milestone(case=case, kind=MilestoneKind.NOTICE_SERVED, reached_on=date(2026, 3, 4)),
        "milestone_once_from_its_source",
        "This has already been recorded.",
    )
