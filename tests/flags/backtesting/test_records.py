"""Rules about units and cases tried on past months: in counts, with the names of what would have been flagged."""

from datetime import date

import pytest

from cases.flags import tasks
from cases.flags.actions import backtests
from cases.flags.actions.evaluation import look_at
from cases.flags.backtesting.figures import DayCount, a_week
from cases.flags.models import Flag, Rule
from cases.flags.rules.history import About
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import Refused
from officers.models import Unit
from reports.statistics.backtest import backtest_figures, score_figures
from tests.factories import CaseFactory, PostingFactory, SubjectFactory, UnitFactory
from tests.factories.clocks import ClockFactory, MilestoneFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SYSTEM = SystemActor("test")
FIRST, LAST = date(2025, 8, 1), date(2026, 1, 1)


def asked(slug, by, first_on=FIRST, last_on=LAST):
    rule = Rule.objects.get(slug=slug)
    given = {"parameters": rule.versions.get().parameters, "first_on": first_on, "last_on": last_on}
    return backtests.request_backtest(rule=rule, by=by, **given)


def tried(slug, by):
    made = asked(slug, by)
    tasks.backtest(made.pk)
    made.refresh_from_db()
    return made


def counted(backtest):
    return [DayCount.read(stored) for stored in backtest.figures]


@pytest.fixture
def shift():
    """Six people of whom two are named together on the third of September, October, November and December 2025."""
    unit = UnitFactory(name="Night shift")
    people = [PostingFactory(unit=unit, starts_on=date(2020, 1, 1)).officer for _ in range(6)]
    for month in (9, 10, 11, 12):
        case = CaseFactory(received_on=date(2025, month, 3), closed=True, closed_on=date(2025, month, 4))
        for officer in people[:2]:
            SubjectFactory(case=case, officer=officer, unit_at_time=unit)
    PostingFactory(unit=UnitFactory(name="Day shift"), starts_on=date(2020, 1, 1))
    UnitFactory(name="Nobody’s")
    return unit


@pytest.fixture
def slow():
    """A case of 1 January 2025, open for more than 300 days from 29 October on and closed on 15 December."""
    return CaseFactory(received_on=date(2025, 1, 1), closed=True, closed_on=date(2025, 12, 15))


def test_a_rule_about_units_is_counted_from_the_month_in_which_it_would_have_fired(shift, person):
    days = counted(tried("unit-cluster", person("manager")))
    assert [(day.as_at.month, day.people, day.flagged, day.raised) for day in days] == [
        (8, 2, 0, 0),
        (9, 2, 0, 0),
        (10, 2, 0, 0),
        (11, 2, 0, 0),
        (12, 2, 1, 1),
        (1, 2, 1, 1),
    ]
    assert [day.which for day in days] == [[], [], [], [], [shift.pk], [shift.pk]]
    assert not Flag.objects.exists()


@pytest.mark.usefixtures("shift")
def test_each_month_counts_what_a_run_of_its_day_finds(person):
    for day in counted(tried("unit-cluster", person("manager"))):
        found = look_at(about=About.UNIT, ids=Unit.objects.values_list("pk", flat=True), as_at=day.as_at, by=SYSTEM)
        assert {one.about_id for one in found.findings} == set(day.which)
        assert found.raised == day.raised


def test_a_rule_about_cases_is_counted_while_they_are_open(slow, person):
    CaseFactory(received_on=date(2025, 10, 15))
    days = counted(tried("case-drift", person("manager")))
    assert [(day.people, day.flagged, day.raised) for day in days] == [
        (1, 0, 0),
        (1, 0, 0),
        (1, 0, 0),
        (2, 1, 1),
        (2, 1, 0),
        (1, 0, 0),
    ]
    assert days[3].which == [slow.pk]


def test_more_missed_updates_than_before_are_a_new_flag(person):
    case = CaseFactory(received_on=date(2025, 8, 10))
    for due_on in (date(2025, 9, 7), date(2025, 10, 5), date(2025, 12, 1)):
        ClockFactory(case=case, definition="progress-update", started_on=due_on, due_on=due_on)
    MilestoneFactory(case=case, kind="suspended", reached_on=date(2025, 9, 1))
    days = counted(tried("case-drift", person("manager")))
    assert [(day.as_at.month, day.raised) for day in days if day.flagged] == [(11, 1), (12, 0), (1, 1)]


@pytest.mark.usefixtures("shift")
def test_the_load_and_the_log_say_what_was_looked_at(person):
    made = tried("unit-cluster", person("manager"))
    weeks = (LAST - FIRST).days / 7
    assert a_week(counted(made)) == pytest.approx(2 / weeks)
    assert made.people_done == made.people_in_all == Unit.objects.count()
    after = AuditEvent.objects.get(action="flag.backtest_finished").after
    assert after == {"units": Unit.objects.count(), "days": 6}


@pytest.mark.usefixtures("shift", "slow")
@pytest.mark.parametrize(
    ("slug", "add"),
    [("unit-cluster", lambda: PostingFactory(unit=UnitFactory())), ("case-drift", CaseFactory)],
)
def test_it_takes_the_same_queries_however_many_there_are(slug, add, person, django_assert_max_num_queries):
    first, second = asked(slug, person("manager")), asked(slug, person("manager"))
    with django_assert_max_num_queries(80) as few:
        backtests.run(backtest_id=first.pk, by=SYSTEM)
    for _ in range(5):
        add()
    with django_assert_max_num_queries(len(few)):
        backtests.run(backtest_id=second.pk, by=SYSTEM)


def test_the_figures_of_the_command_are_counts(shift):
    given = {"changes": {}, "days": [date(2025, 11, 1), date(2025, 12, 1)], "horizon_months": 24}
    found = backtest_figures("unit-cluster", **given)
    assert found["days"][1] == {"as_at": "2025-12-01", "units": 2, "flagged": 1, "raised": 1}
    assert set(found) == {"rule", "in_words", "flags_a_week", "days"}
    with pytest.raises(Refused, match="The priority score is of people"):
        score_figures("unit-cluster", **given)


def test_the_rule_about_reprisals_is_tried_by_nobody(person):
    with pytest.raises(Refused, match="No back-test exists for this rule"):
        asked("reporter-reprisal", person("manager"))
    with pytest.raises(Refused, match="No back-test exists for this rule"):
        backtest_figures("reporter-reprisal", changes={}, days=[FIRST], horizon_months=12)
