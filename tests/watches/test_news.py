"""What a watcher is told: everything new within their sight, the reference alone, and nothing of what is withheld."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.watches import news
from tests.factories import AllegationSubjectFactory, CaseFactory, OfficerFactory, SubjectFactory, UnitFactory
from tests.factories.flags import FlagFactory
from tests.factories.rulings import DecisionFactory
from tests.factories.watches import WatchFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def watch(person):
    return WatchFactory(watcher=person("manager"))


def told(watch, viewer=None):
    return [(one.what, one.label) for one in news.since_start([watch], viewer or watch.watcher)[watch.pk]]


def test_a_new_matter_a_decision_and_a_flag_are_told(watch):
    subject = SubjectFactory(officer=watch.officer)
    pair = AllegationSubjectFactory(allegation__case=subject.case, subject=subject)
    DecisionFactory(pair=pair, recorded_at=timezone.now())
    FlagFactory(officer=watch.officer, fired_at=timezone.now())
    reference = subject.case.reference
    assert sorted(told(watch)) == [("Decision", reference), ("Flag raised", "Flag"), ("New matter", reference)]


def test_what_was_there_before_or_came_after_is_not(watch):
    SubjectFactory(officer=watch.officer)
    watch.started_at = timezone.now() + timedelta(minutes=1)
    assert told(watch) == []
    watch.started_at = timezone.now() - timedelta(days=9)
    watch.ended_at = timezone.now() - timedelta(days=1)
    assert told(watch) == []


def test_somebody_named_later_in_an_old_case_is_new(watch):
    subject = SubjectFactory(case=CaseFactory(logged_at=timezone.now() - timedelta(days=400)), unidentified=True)
    assert told(watch) == []
    subject.kind, subject.officer = "identified", watch.officer
    subject.save()
    assert told(watch) == [("New matter", subject.case.reference)]


def test_nothing_is_told_of_another_person(watch):
    SubjectFactory(officer=OfficerFactory())
    assert told(watch) == []


def test_a_sealed_case_with_its_decisions_and_flags_is_told_to_nobody_from_whom_it_is_withheld(watch):
    subject = SubjectFactory(officer=watch.officer, case=CaseFactory(is_sealed=True))
    pair = AllegationSubjectFactory(allegation__case=subject.case, subject=subject)
    DecisionFactory(pair=pair, recorded_at=timezone.now())
    flag = FlagFactory(officer=watch.officer, fired_at=timezone.now())
    flag.matters.create(subject=subject, is_counted=True)
    assert told(watch) == []
    subject.case.investigator = watch.watcher
    subject.case.save()
    assert len(told(watch)) == 3


def test_a_watcher_of_one_unit_is_told_of_its_cases_only(person):
    unit = UnitFactory()
    manager = person("manager", scoped=True)
    manager.unit_scopes.create(unit=unit)
    watch = WatchFactory(watcher=manager)
    seen = SubjectFactory(officer=watch.officer, case=CaseFactory(unit=unit))
    SubjectFactory(officer=watch.officer, case=CaseFactory(unit=UnitFactory()))
    assert told(watch) == [("New matter", seen.case.reference)]


def test_what_was_read_is_not_new_any_more(watch):
    SubjectFactory(officer=watch.officer)
    assert len(news.unread([watch], watch.watcher)[watch.pk]) == 1
    watch.read_at = timezone.now() + timedelta(seconds=1)
    assert news.unread([watch], watch.watcher)[watch.pk] == []


def test_many_watches_cost_no_more_queries_than_one(watch, django_assert_num_queries):
    SubjectFactory(officer=watch.officer)
    viewer = watch.watcher
    many = [watch, *(WatchFactory(watcher=viewer) for _ in range(3))]
    for other in many:
        SubjectFactory(officer=other.officer)
    assert news.since_start([], viewer) == {}
    with django_assert_num_queries(4):
        news.since_start([watch], viewer)
    with django_assert_num_queries(4):
        news.since_start(many, viewer)
