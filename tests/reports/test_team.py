"""The card of a team: what counts, and everything that leaves a matter out without a trace."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.clocks.kinds import MilestoneKind
from cases.merges.actions import merging
from cases.models import Code
from cases.notices.models import Withholding
from misconduct.core.months import months_before
from officers.models import Officer
from reports.statistics.team import Live, cards
from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    MilestoneFactory,
    OfficerFactory,
    OutcomeFactory,
    PartyFactory,
    PeriodFactory,
    PostingFactory,
    SubjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(person):
    user = person("line_manager")
    OfficerFactory(account=user)
    return user


@pytest.fixture
def member(manager):
    return PostingFactory(supervisor=manager.officer).officer


def told(officer, months_ago=1, **fields):
    """A matter of which the person was given notice."""
    day = months_before(timezone.localdate(), months_ago)
    subject = SubjectFactory(officer=officer, case=CaseFactory(received_on=day, **fields))
    pair = AllegationSubjectFactory(allegation__case=subject.case, subject=subject)
    MilestoneFactory(case=subject.case, kind=MilestoneKind.NOTICE_SERVED, about=f"cases.subject:{subject.pk}")
    return pair


def card_of(manager, officer):
    return next(card for card in cards(manager, today=timezone.localdate()) if card.officer == officer)


def totals(manager, officer):
    return card_of(manager, officer).totals


def test_matters_count_in_each_window_and_by_category(manager, member):
    first = told(member, 1)
    told(member, 18)
    told(member, 59)
    told(member, 61)
    AllegationSubjectFactory(allegation__case=first.allegation.case, subject=first.subject)
    found = card_of(manager, member)
    assert found.totals == (1, 2, 3)
    assert sorted(row.counts for row in found.categories) == [(0, 0, 1), (0, 1, 1), (1, 1, 1), (1, 1, 1)]


def test_two_allegations_of_one_category_are_one_matter(manager, member):
    first = told(member)
    AllegationSubjectFactory(
        allegation__case=first.allegation.case, allegation__category=first.allegation.category, subject=first.subject
    )
    assert [row.counts for row in card_of(manager, member).categories] == [(1, 1, 1)]


def untold(officer, **fields):
    return SubjectFactory(officer=officer, case=CaseFactory(**fields))


def test_what_the_person_was_not_told_of_is_not_there(manager, member):
    subject = untold(member, closed=True)
    OutcomeFactory(pair=AllegationSubjectFactory(allegation__case=subject.case, subject=subject))
    MilestoneFactory(case=subject.case, kind=MilestoneKind.LOGGED)
    untold(member)
    assert totals(manager, member) == (0, 0, 0)


def test_history_from_elsewhere_counts_once_it_is_closed_with_an_outcome(manager, member):
    subject = untold(member, closed=True)
    pair = AllegationSubjectFactory(allegation__case=subject.case, subject=subject)
    assert totals(manager, member) == (0, 0, 0)
    OutcomeFactory(pair=pair)
    assert totals(manager, member) == (1, 1, 1)


def seal(pair, manager):
    pair.allegation.case.is_sealed = True


def by_confidential_line(pair, manager):
    pair.allegation.case.channel = Code.objects.get(code_list="channel", code="confidential-line")


def by_a_colleague(pair, manager):
    pair.allegation.case.channel = Code.objects.get(code_list="channel", code="colleague")


def by_the_counter_corruption_unit(pair, manager):
    pair.allegation.case.channel = Code.objects.get(code_list="channel", code="counter-corruption")


def with_a_confidential_reporter(pair, manager):
    PartyFactory(case=pair.allegation.case, reporter=True)


def with_an_open_reporter(pair, manager):
    PartyFactory(case=pair.allegation.case, roles=["reporter"])


def with_a_notice_withheld_from_another(pair, manager):
    other = SubjectFactory(case=pair.allegation.case)
    given = {"reason": "x", "decided_on": timezone.localdate(), "decided_by": UserFactory()}
    Withholding.objects.create(case=pair.allegation.case, subject=other, **given)


def about_the_manager_too(pair, manager):
    SubjectFactory(case=pair.allegation.case, officer=manager.officer)


PROTECTED = [
    seal,
    by_confidential_line,
    by_a_colleague,
    by_the_counter_corruption_unit,
    with_a_confidential_reporter,
    with_an_open_reporter,
    with_a_notice_withheld_from_another,
    about_the_manager_too,
]


@pytest.mark.parametrize("protect", PROTECTED)
def test_what_needs_protection_leaves_no_trace_in_counts_warnings_or_restrictions(manager, member, protect):
    today = timezone.localdate()
    pair = told(member)
    OutcomeFactory(pair=pair, live_from=today - timedelta(days=9), live_to=today + timedelta(days=9))
    PeriodFactory(suspension=True, subject=pair.subject, told_on=today)
    before = card_of(manager, member)
    assert (before.totals, len(before.live)) == ((1, 1, 1), 2)
    protect(pair, manager)
    pair.allegation.case.save()
    after = card_of(manager, member)
    assert (after.totals, after.categories, after.live) == ((0, 0, 0), [], [])


def test_live_warnings_and_restrictions_are_shown_with_their_last_day(manager, member):
    today = timezone.localdate()
    pair, until = told(member), today + timedelta(days=9)
    warning = OutcomeFactory(pair=pair, live_from=today, live_to=until)
    old = told(member)
    OutcomeFactory(pair=old, live_from=today - timedelta(days=9), live_to=today - timedelta(days=1))
    PeriodFactory(kind="restriction", officer=member, case=pair.allegation.case, starts_on=today)
    found = card_of(manager, member).live
    assert found == [Live(str(warning.value), until), Live("Restricted duties", None)]


def test_a_suspension_that_the_person_was_not_told_of_is_not_there(manager, member):
    PeriodFactory(suspension=True, subject=told(member).subject)
    assert card_of(manager, member).live == []


def test_a_team_is_who_is_posted_under_the_manager_today(manager, member):
    today = timezone.localdate()
    PostingFactory(supervisor=manager.officer, ends_on=today)
    PostingFactory(supervisor=manager.officer, starts_on=today + timedelta(days=1))
    PostingFactory(supervisor=manager.officer, officer__left_on=today)
    PostingFactory(supervisor=OfficerFactory())
    PostingFactory()
    assert [card.officer for card in cards(manager, today=today)] == [member]


@pytest.mark.parametrize("role", ["caseworker", "investigator", "manager", "auditor", "administrator"])
def test_nobody_else_has_a_team(person, role):
    user = person(role)
    PostingFactory(supervisor=OfficerFactory(account=user))
    assert not Officer.objects.supervised_by(user, timezone.localdate()).exists()


def test_a_line_manager_has_no_other_door_to_people(manager, member):
    assert not Officer.objects.visible_to(manager).exists()


def test_a_team_follows_a_supervisor_whose_two_records_are_one_person(manager, person):
    second = OfficerFactory()
    member = PostingFactory(supervisor=second).officer
    merge = merging.propose(kept=manager.officer, absorbed=second, reason="The same.", by=person("caseworker"))
    assert cards(manager, today=timezone.localdate()) == []
    merging.approve(merge=merge, note="", by=person("manager"))
    assert [card.officer for card in cards(manager, today=timezone.localdate())] == [member]


def test_a_large_team_costs_no_more_queries_than_a_small_one(manager, member, django_assert_max_num_queries):
    told(member)
    with django_assert_max_num_queries(8) as few:
        cards(manager, today=timezone.localdate())
    for _ in range(4):
        told(PostingFactory(supervisor=manager.officer).officer)
    with django_assert_max_num_queries(len(few)):
        cards(manager, today=timezone.localdate())
