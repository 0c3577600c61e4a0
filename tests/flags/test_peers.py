"""Whom somebody is set beside: people of the same rank and command in post, and the cut that few of them reach."""

from datetime import date

import pytest

from cases.flags.actions import runs
from cases.flags.actions.evaluation import evaluate
from cases.flags.actions.rechecks import recheck
from cases.flags.backtesting.months import Trial
from cases.flags.backtesting.population import count
from cases.flags.evidence import would_fire_now
from cases.flags.facts.peers import PeerGroups, Places, cut_of, groups_on
from cases.flags.findings import up_to_today
from cases.flags.models import Flag, RuleVersion
from cases.flags.rules.history import About, PeerGroup
from cases.flags.rules.two_years_among_peers import PeerParameters
from misconduct.accounts.permissions import SystemActor
from tests.factories import OfficerFactory, PostingFactory, UnitFactory

SLUG = "two-years-among-peers"
AS_AT = date(2026, 3, 5)
SYSTEM = SystemActor("test")
SMALL = {"threshold": 3, "top_percent": 20, "fewest_peers": 5}
PARAMETERS = PeerParameters(**SMALL)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def area(db):
    """A team of an area of a force, in the tree of units."""
    force = UnitFactory(name="Force")
    return UnitFactory(name="Team", parent=UnitFactory(name="North Area", parent=force))


@pytest.fixture
def team(area, matter):
    """Five constables of an area: one with three matters in two years, one with one, three with none."""
    people = [PostingFactory(unit=area).officer for _ in range(5)]
    for month in (9, 10, 11):
        matter(people[0], date(2025, month, 3))
    matter(people[1], date(2025, 9, 3))
    return people


@pytest.fixture
def small_groups(db):
    """The rule in force with numbers that a few people can meet."""
    RuleVersion.objects.filter(rule__slug=SLUG).update(parameters=SMALL)


def flags():
    return Flag.objects.filter(rule__slug=SLUG)


@pytest.mark.parametrize(
    ("cases", "percent", "cut"),
    [
        ([0] * 98 + [4, 7], 2, 1),
        ([0] * 97 + [1, 4, 7], 2, 2),
        ([0] * 99 + [7], 2, 1),
        ([2] * 50, 2, 3),
        ([0] * 49 + [9], 2, 1),
        ([0] * 48 + [9, 9], 2, 10),
        ([], 2, 1),
    ],
)
def test_the_cut_is_the_least_number_that_at_most_so_many_in_a_hundred_reach(cases, percent, cut):
    assert cut_of(cases, percent) == cut
    assert sum(one >= cut for one in cases) <= len(cases) * percent / 100


def test_people_are_grouped_by_rank_and_the_command_their_unit_belongs_to(team, area):
    PostingFactory(unit=area, rank="Sergeant")
    PostingFactory(unit=area.parent)
    groups = groups_on(AS_AT, PARAMETERS)
    assert list(groups.groups.values()) == [PeerGroup("Constable, North Area", 6, 2)]
    assert groups.of([team[0].pk], AS_AT) == {team[0].pk: PeerGroup("Constable, North Area", 6, 2)}


def test_people_not_in_post_and_small_groups_are_not_compared(team, area):
    PostingFactory(unit=area, officer=OfficerFactory(left_on=AS_AT))
    PostingFactory(unit=area, officer=OfficerFactory(appointed_on=None))
    (group,) = groups_on(AS_AT, PARAMETERS).groups.values()
    assert group.people == 5
    assert groups_on(AS_AT, PeerParameters(fewest_peers=6)).groups == {}


def test_the_place_is_that_of_the_last_posting_begun_before_the_day(area):
    officer, other = OfficerFactory(), UnitFactory(name="City")
    PostingFactory(officer=officer, unit=area, starts_on=None, ends_on=date(2020, 1, 1))
    PostingFactory(officer=officer, unit=other, rank="Sergeant", starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    PostingFactory(officer=officer, unit=None, starts_on=date(2021, 1, 1))
    places = Places.read([officer.pk])
    assert places.key(officer.pk, date(2020, 1, 1)) == ("Constable", area.parent_id)
    assert places.key(officer.pk, date(2020, 1, 2)) == ("Sergeant", other.pk)
    assert places.key(officer.pk, AS_AT) is None
    assert places.key(OfficerFactory().pk, AS_AT) is None


def test_groups_come_back_as_they_were_stored(team):
    groups = groups_on(AS_AT, PARAMETERS)
    assert PeerGroups.from_stored(groups.stored()) == groups


@pytest.mark.usefixtures("small_groups")
def test_the_rule_raises_a_flag_that_keeps_the_group(team):
    evaluate(officer_ids=[one.pk for one in team], as_at=AS_AT, by=SYSTEM)
    (flag,) = flags()
    assert flag.officer == team[0]
    assert flag.circumstances["peers"] == ["Constable, North Area", 5, 2]
    assert "of 5 people in the same work (Constable, North Area) at most 20 in 100 have 2 or more" in flag.sentence


@pytest.mark.usefixtures("small_groups")
def test_every_range_of_a_run_sees_the_groups_of_its_start(team, matter, monkeypatch):
    monkeypatch.setattr(runs, "MOST_IN_A_RANGE", 2)
    run = runs.start(as_at=AS_AT, by=SYSTEM)
    for officer in team[2:]:
        for day in range(1, 7):
            matter(officer, date(2025, 12, day))
    for one in run.ranges.all():
        runs.evaluate_range(range_id=one.pk, by=SYSTEM)
    assert {flag.circumstances["peers"][2] for flag in flags()} == {2}
    assert flags().count() == 4


@pytest.mark.usefixtures("small_groups")
def test_a_flag_is_looked_at_again_beside_the_group_as_it_was(team, matter):
    evaluate(officer_ids=[team[0].pk], as_at=AS_AT, by=SYSTEM)
    for officer in team[1:]:
        for day in range(1, 7):
            matter(officer, date(2025, 12, day))
    assert groups_on(up_to_today(), PARAMETERS).of([team[0].pk], up_to_today())[team[0].pk].cut > 3
    (flag,) = flags()
    assert would_fire_now(flag)
    assert recheck(about=About.OFFICER, ids=[team[0].pk], by=SYSTEM) == 0


def test_nobody_with_too_few_cases_costs_a_query(team, django_assert_max_num_queries):
    with django_assert_max_num_queries(28):
        evaluate(officer_ids=[one.pk for one in team], as_at=AS_AT, by=SYSTEM)


def test_a_back_test_compares_with_the_people_of_its_day(team):
    days = (date(2025, 11, 1), date(2026, 1, 1))
    first, last = count([one.pk for one in team], Trial(SLUG, PARAMETERS, days, 12))
    assert (first.flagged, last.flagged, last.people) == (0, 1, 5)
