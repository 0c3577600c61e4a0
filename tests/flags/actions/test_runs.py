import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cases.flags.actions import runs
from cases.flags.models import EvaluationRange, EvaluationRun, Flag
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from tests.factories import OfficerFactory

AS_AT = date(2026, 3, 5)
SYSTEM = SystemActor("test")
PEOPLE = ("cases-in-12-months", "cases-in-24-months")
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def run(repeated, monkeypatch):
    """A run over four people, two of them with repeated matters, in ranges of two."""
    monkeypatch.setattr(runs, "MOST_IN_A_RANGE", 2)
    repeated(), OfficerFactory(), OfficerFactory(), repeated()
    return runs.start(as_at=AS_AT, by=SYSTEM, rules=PEOPLE)


@pytest.mark.django_db
def test_start_cuts_everyone_into_ranges(run):
    assert run.ranges.count() == 2
    assert AuditEvent.objects.get(action="flags.evaluation_started").after == {"people": 4, "ranges": 2}


@pytest.mark.django_db
def test_start_gives_the_run_that_is_under_way(run):
    assert runs.start(as_at=AS_AT, by=SYSTEM, rules=PEOPLE) == run
    assert EvaluationRange.objects.count() == 2
    assert runs.start(as_at=AS_AT, by=SYSTEM, rules=["cases-in-12-months"]) != run


@pytest.mark.django_db
def test_ranges_raise_the_flags_and_the_last_one_finishes_the_run(run):
    first, last = run.ranges.all()
    assert runs.evaluate_range(range_id=first.pk, by=SYSTEM)
    assert EvaluationRun.objects.unfinished().exists()
    assert runs.evaluate_range(range_id=last.pk, by=SYSTEM)
    assert not EvaluationRun.objects.unfinished().exists()
    assert (Flag.objects.count(), sum(run.ranges.values_list("raised", flat=True))) == (4, 4)
    assert AuditEvent.objects.get(action="flags.evaluation_finished").after == {"raised": 4}


@pytest.mark.django_db
def test_a_range_that_is_done_is_not_done_again(run):
    first = run.ranges.first()
    assert runs.evaluate_range(range_id=first.pk, by=SYSTEM)
    EvaluationRange.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    assert not runs.evaluate_range(range_id=first.pk, by=SYSTEM)


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds_ago", "is_taken_up"), [(10, False), (119, False), (121, True)])
def test_a_range_is_taken_up_once_its_worker_must_have_died(run, seconds_ago, is_taken_up):
    first = run.ranges.first()
    EvaluationRange.objects.filter(pk=first.pk).update(claimed_at=timezone.now() - timedelta(seconds=seconds_ago))
    assert runs.evaluate_range(range_id=first.pk, by=SYSTEM) is is_taken_up


@pytest.mark.django_db
def test_a_run_of_one_rule_raises_flags_of_that_rule(run):
    only = runs.start(as_at=AS_AT, by=SYSTEM, rules=["cases-in-12-months"])
    for one in only.ranges.all():
        runs.evaluate_range(range_id=one.pk, by=SYSTEM)
    assert set(Flag.objects.values_list("rule__slug", flat=True)) == {"cases-in-12-months"}


@pytest.mark.django_db
def test_a_run_over_nobody_is_finished_at_once():
    run = runs.start(as_at=AS_AT, by=SYSTEM)
    assert runs.finish(run_id=run.pk, by=SYSTEM)
    assert not runs.finish(run_id=run.pk, by=SYSTEM)


@pytest.mark.usefixtures("committed")
def test_a_slow_worker_is_not_doubled_when_its_claim_lapses(run):
    first, done = run.ranges.first(), []

    def other_worker():
        done.append(runs.evaluate_range(range_id=first.pk, by=SYSTEM))
        connection.close()

    with transaction.atomic():
        EvaluationRange.objects.select_for_update(no_key=True).get(pk=first.pk)
        thread = threading.Thread(target=other_worker)
        thread.start()
        thread.join(timeout=30)
        assert done == [False]
    assert runs.evaluate_range(range_id=first.pk, by=SYSTEM)
