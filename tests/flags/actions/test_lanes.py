"""Flags on units and on cases: raised, kept, looked at again and found by the runs over everything."""

from datetime import date, timedelta

import pytest

from cases.flags.actions import runs
from cases.flags.actions.evaluation import look_at
from cases.flags.actions.rechecks import recheck_next
from cases.flags.evidence import would_fire_now
from cases.flags.models import EvaluationRange, Flag
from cases.flags.rules.history import About
from cases.flags.team_histories import in_full, teams_of
from cases.models import Subject
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from officers.models import Unit
from tests.factories import CaseFactory, PostingFactory, SubjectFactory, UnitFactory
from tests.factories.clocks import ClockFactory, MilestoneFactory

AS_AT = date(2026, 3, 5)
SYSTEM = SystemActor("test")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def busy(db):
    """A unit of six people of whom two share three cases, beside one of thirty without any."""
    unit, quiet = UnitFactory(name="Night shift"), UnitFactory(name="Day shift")
    people = [PostingFactory(unit=unit).officer for _ in range(6)]
    for _ in range(30):
        PostingFactory(unit=quiet)
    for month in (9, 10, 11):
        case = CaseFactory(received_on=date(2025, month, 3))
        for officer in people[:2]:
            SubjectFactory(case=case, officer=officer, unit_at_time=unit)
    return unit


@pytest.fixture
def slow(db):
    """A case open for a year and a day."""
    return CaseFactory(received_on=AS_AT - timedelta(days=366))


def look(about, *records, as_at=AS_AT):
    return look_at(about=about, ids=[one.pk for one in records], as_at=as_at, by=SYSTEM)


def update(case, due_on, **fields):
    return ClockFactory(case=case, definition="progress-update", started_on=due_on, due_on=due_on, **fields)


def test_a_unit_above_what_chance_explains_is_flagged_for_its_number_and_for_the_cases_it_shares(busy):
    assert look(About.UNIT, busy).raised == 2
    rate, shared = Flag.objects.filter(unit=busy).order_by("scope")
    assert (rate.scope, shared.scope) == ("cluster/rate", "cluster/shared")
    assert rate.sentence.startswith("6 matters of the people of this unit received between 3 September 2025")
    assert rate.circumstances == {"people": 6, "days": 6 * 730, "force_days": 36 * 730, "force_cases": 6}
    assert (rate.counted, rate.matters.count(), rate.officer_id, rate.case_id) == (6, 6, None, None)
    assert rate.tier_reason.startswith("It counts 3 cases")
    assert AuditEvent.objects.get(action="flag.raised").after == {"as_at": "2026-03-05", "flags": 2, "units": 1}


def test_a_unit_looked_at_twice_has_the_same_flags(busy):
    look(About.UNIT, busy)
    assert (look(About.UNIT, busy).unchanged, Flag.objects.count()) == (2, 2)


def test_people_gone_elsewhere_or_not_in_post_are_not_counted_in_a_unit(busy):
    for posting in busy.postings.all()[:2]:
        posting.ends_on = AS_AT
        posting.save()
    assert look(About.UNIT, busy).raised == 0


def test_whoever_moves_on_the_day_is_counted_where_they_go_and_served_where_they_were(busy):
    here, there = Unit.objects.get(name="Day shift"), UnitFactory()
    moving = here.postings.first()
    moving.ends_on = AS_AT
    moving.save()
    PostingFactory(officer=moving.officer, unit=there, starts_on=AS_AT)
    teams = teams_of([here.pk, there.pk], as_at=AS_AT, months=24)
    assert [(team.people, team.days, team.force_days) for team in teams] == [(29, 30 * 730, 36 * 730), (1, 0, 36 * 730)]


def test_what_was_served_is_cut_to_the_months_the_posting_and_the_service(busy):
    unit = UnitFactory()
    first = date(2024, 3, 5)
    PostingFactory(unit=unit, starts_on=first - timedelta(days=99), ends_on=first + timedelta(days=10))
    PostingFactory(unit=unit, starts_on=None, officer__appointed_on=AS_AT - timedelta(days=5))
    PostingFactory(unit=unit, starts_on=first, officer__left_on=first + timedelta(days=7))
    PostingFactory(unit=unit, starts_on=AS_AT)
    (team,) = teams_of([unit.pk], as_at=AS_AT, months=24)
    assert team.days == 10 + 5 + 7


def test_a_matter_that_is_gone_since_the_units_were_read_counts_no_more(busy):
    (team,) = teams_of([busy.pk], as_at=AS_AT, months=24)
    gone = Subject.objects.get(pk=team.matters[0].subject_id)
    Subject.objects.filter(pk=gone.pk).update(officer=None, kind=Subject.Kind.UNIDENTIFIED)
    (full,) = in_full([team], known_before=AS_AT)
    assert [one.subject_id for one in full.matters] == [one.subject_id for one in team.matters[1:]]


def test_a_matter_of_another_time_or_unit_does_not_count(busy):
    look(About.UNIT, busy)
    SubjectFactory(officer=busy.postings.first().officer, unit_at_time=UnitFactory(), case__received_on=AS_AT)
    SubjectFactory(officer=busy.postings.first().officer, unit_at_time=busy, case__received_on=date(2020, 1, 1))
    SubjectFactory(unidentified=True, unit_at_time=busy, case__received_on=date(2026, 1, 1))
    assert look(About.UNIT, busy).unchanged == 2


def test_a_unit_is_looked_at_again_beside_the_force_as_it_was(busy):
    look(About.UNIT, busy)
    for _ in range(40):
        SubjectFactory(officer=PostingFactory().officer, unit_at_time=UnitFactory(), case__received_on=date(2026, 1, 1))
    assert all(would_fire_now(flag) for flag in Flag.objects.all())
    case = Flag.objects.first().matters.first().subject.case
    case.received_on = date(2019, 1, 1)
    case.save()
    assert recheck_next(after=0, limit=100, by=SYSTEM) == Flag.objects.latest("pk").pk
    standings = Flag.objects.order_by("scope").values_list("scope", "rechecks__standing")
    assert list(standings) == [("cluster/rate", "would_not"), ("cluster/shared", "would_not")]
    assert recheck_next(after=Flag.objects.latest("pk").pk, limit=100, by=SYSTEM) is None


def test_a_case_open_too_long_is_flagged_and_again_when_as_many_days_have_passed(slow):
    assert look(About.CASE, slow).raised == 1
    (flag,) = Flag.objects.all()
    assert flag.sentence.startswith("Received on 4 March 2025 and open for 366 days;")
    assert (flag.case, flag.scope, flag.counted) == (slow, "drift/age", 0)
    assert look(About.CASE, slow, as_at=AS_AT + timedelta(days=100)).raised == 0
    assert look(About.CASE, slow, as_at=AS_AT + timedelta(days=300)).replaced == 1


def test_a_case_held_up_says_for_how_long(slow):
    for kind, day in (("suspended", date(2025, 6, 1)), ("resumed", date(2025, 6, 11)), ("suspended", date(2026, 3, 1))):
        MilestoneFactory(case=slow, kind=kind, reached_on=day)
    look(About.CASE, slow)
    assert "held up by criminal proceedings for 14 of them" in Flag.objects.get().sentence


def test_missed_updates_are_those_not_given_by_their_day_nor_ended_before():
    case = CaseFactory(received_on=date(2026, 1, 1))
    update(case, date(2026, 1, 29))
    update(case, date(2026, 2, 26), met=True)
    update(case, date(2026, 2, 2), ended_on=date(2026, 2, 1))
    update(case, date(2026, 3, 4), withdrawn_at="2026-03-01T12:00Z")
    update(case, AS_AT)
    assert look(About.CASE, case).raised == 1
    (flag,) = Flag.objects.all()
    assert flag.sentence.startswith("2 updates not given by the day due: 29 January 2026 and 26 February 2026;")
    update(case, date(2026, 3, 1), about="contacts.party:2")
    assert look(About.CASE, case).replaced == 1


def test_a_case_that_was_closed_would_not_fire_now(slow):
    look(About.CASE, slow)
    (flag,) = Flag.objects.all()
    assert would_fire_now(flag)
    slow.received_on = date(2026, 1, 1)
    slow.save()
    assert not would_fire_now(flag)


def test_a_run_goes_over_people_units_and_open_cases(busy, slow, repeated):
    repeated()
    run = runs.start(as_at=AS_AT, by=SYSTEM)
    counts = AuditEvent.objects.get(action="flags.evaluation_started").after
    assert (counts["people"], counts["units"], counts["ranges"]) == (37, Unit.objects.count(), 3)
    for one in run.ranges.all():
        assert runs.evaluate_range(range_id=one.pk, by=SYSTEM)
    assert set(EvaluationRange.objects.values_list("about", flat=True)) == {"officer", "unit", "case"}
    assert Flag.objects.filter(unit=busy).count() == 2
    assert Flag.objects.filter(case=slow).count() == 1
    assert Flag.objects.filter(officer__isnull=False).exists()


def test_a_run_of_rules_about_people_goes_over_nobody_else(busy):
    run = runs.start(as_at=AS_AT, by=SYSTEM, rules=["cases-in-12-months"])
    assert set(run.ranges.values_list("about", flat=True)) == {"officer"}


def test_a_unit_takes_as_many_queries_as_three(busy, django_assert_max_num_queries):
    others = UnitFactory(), UnitFactory()
    with django_assert_max_num_queries(30) as few:
        look(About.UNIT, busy)
    Flag.objects.all().delete()
    with django_assert_max_num_queries(len(few)):
        look(About.UNIT, busy, *others)
