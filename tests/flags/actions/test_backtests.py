"""Trying a rule on past months: asked for once, worked out once, and the same again."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.flags import tasks
from cases.flags.actions import backtests
from cases.flags.backtesting.figures import DayCount
from cases.flags.models import Backtest, Flag, Rule
from cases.flags.rules.parameters import Parameters
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import OfficerFactory, PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TWO = asdict(Parameters(threshold=2, window_months=12))
SYSTEM = SystemActor("test")


def ask(by, **changes):
    given = {
        "rule": Rule.objects.get(slug="cases-in-12-months"),
        "parameters": TWO,
        "first_on": date(2024, 1, 1),
        "last_on": date(2024, 6, 1),
        "horizon_months": 12,
    }
    return backtests.request_backtest(by=by, **{**given, **changes})


@pytest.fixture
def history(matter):
    """One person flagged from March 2024 with a later case, one never, and one who has left."""
    officer = OfficerFactory(appointed_on=date(2010, 1, 1), ethnicity="A1", sex="F")
    PostingFactory(officer=officer, rank="Sergeant", starts_on=date(2010, 1, 1))
    for day in (date(2024, 1, 10), date(2024, 2, 10), date(2024, 9, 9)):
        matter(officer, day)
    matter(OfficerFactory(appointed_on=date(2010, 1, 1)), date(2024, 1, 10))
    OfficerFactory(appointed_on=date(2010, 1, 1), left_on=date(2020, 1, 1))
    return officer


@pytest.mark.usefixtures("history")
def test_a_backtest_counts_everyone_on_each_first_of_a_month(person):
    asked = ask(person("manager"))
    assert backtests.run(backtest_id=asked.pk, by=SYSTEM)
    asked.refresh_from_db()
    days = [DayCount.read(stored) for stored in asked.figures]
    assert [(day.as_at.month, day.people, day.flagged, day.raised) for day in days] == [
        (1, 2, 0, 0),
        (2, 2, 0, 0),
        (3, 2, 1, 1),
        (4, 2, 1, 0),
        (5, 2, 1, 0),
        (6, 2, 1, 0),
    ]
    assert (days[2].later_case, days[2].flagged_later_case, days[2].later_proven) == (1, 1, 0)
    assert days[2].groups["rank"]["Sergeant"].flagged == 1
    assert not Flag.objects.exists()
    assert AuditEvent.objects.filter(action="flag.backtest_finished").exists()


@pytest.mark.usefixtures("history")
def test_the_same_again_gives_the_same(person):
    figures = []
    for _ in range(2):
        asked = ask(person("manager"))
        tasks.backtest(asked.pk)
        asked.refresh_from_db()
        figures.append(asked.figures)
    assert figures[0] == figures[1]


def test_run_twice_the_second_finds_it_done_and_a_held_one_is_left(person):
    asked = ask(person("manager"))
    assert backtests.run(backtest_id=asked.pk, by=SYSTEM)
    assert not backtests.run(backtest_id=asked.pk, by=SYSTEM)
    held = ask(person("manager"), last_on=date(2024, 5, 1))
    Backtest.objects.filter(pk=held.pk).update(claimed_at=timezone.now())
    assert not backtests.run(backtest_id=held.pk, by=SYSTEM)
    Backtest.objects.filter(pk=held.pk).update(claimed_at=timezone.now() - backtests.LEASE - timedelta(seconds=1))
    assert backtests.run(backtest_id=held.pk, by=SYSTEM)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"last_on": date(2026, 3, 5)}, "The last month must have begun"),
        ({"first_on": date(2010, 1, 1)}, "Choose ten years at most"),
        ({"first_on": date(2024, 7, 1)}, "The last month cannot be before the first"),
    ],
)
def test_months_that_make_no_sense_are_refused(person, changes, message):
    with pytest.raises(Refused, match=message):
        ask(person("manager"), **changes)


@pytest.mark.parametrize("role", ["caseworker", "investigator", "auditor", "administrator"])
def test_only_those_who_manage_rules_ask_for_one(person, role):
    with pytest.raises(NotAllowed):
        ask(person(role))


def test_backtest_first_before_last(person):
    with pytest.raises(IntegrityError, match="backtest_first_before_last"), transaction.atomic():
        Backtest.objects.create(
            rule=Rule.objects.first(), parameters={}, first_on=date(2024, 2, 1), last_on=date(2024, 1, 1)
        )


def test_backtest_horizon_in_reason():
    with pytest.raises(IntegrityError, match="backtest_horizon_in_reason"), transaction.atomic():
        Backtest.objects.create(
            rule=Rule.objects.first(),
            parameters={},
            first_on=date(2024, 1, 1),
            last_on=date(2024, 1, 1),
            horizon_months=0,
        )
