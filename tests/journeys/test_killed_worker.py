"""A worker is killed outright in the middle of a nightly evaluation: the flags end the same, and none twice."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cases.flags.actions import runs
from cases.flags.models import EvaluationRange, EvaluationRequest, Flag
from misconduct.accounts.permissions import SystemActor
from officers.models import Officer
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory
from tests.workers import Broker, broker_of_its_own, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = SystemActor("test")


@pytest.fixture
def broker() -> Iterator[Broker]:
    with broker_of_its_own() as own:
        yield own


def somebody_with_three_cases(*, latest: date = date(2026, 1, 5)) -> Officer:
    officer = OfficerFactory()
    for days in (60, 30, 0):
        SubjectFactory(officer=officer, case=CaseFactory(received_on=latest - timedelta(days=days)))
    return officer


def test_a_killed_worker_leaves_the_same_flags_and_none_twice(broker, monkeypatch):
    monkeypatch.setattr(runs, "MOST_IN_A_RANGE", 2)
    people = [somebody_with_three_cases() for _ in range(4)]
    run = runs.start(as_at=date(2026, 3, 5), by=SYSTEM, rules=["cases-in-12-months", "cases-in-24-months"])
    first, second = run.ranges.all()
    with transaction.atomic():
        Officer.objects.select_for_update().get(pk=people[3].pk)
        worker = broker.start_worker()
        broker.send("flags.evaluate_range", first.pk)
        broker.send("flags.evaluate_range", second.pk)
        wait_until(lambda: _is_waiting_for_a_lock() and _is_done(first), seconds=60)
        worker.kill()
    assert Flag.objects.count() == 4
    assert not _is_done(second)

    EvaluationRange.objects.filter(pk=second.pk).update(claimed_at=timezone.now() - timedelta(minutes=3))
    broker.start_worker()
    broker.send("flags.sweep")
    wait_until(lambda: not type(run).objects.unfinished().exists(), seconds=60)
    broker.send("flags.evaluate_range", first.pk)
    broker.send("flags.evaluate_range", second.pk)
    broker.send("flags.sweep")
    found = Flag.objects.values_list("officer_id", "rule__slug")
    assert sorted(found) == sorted(
        (person.pk, slug) for person in people for slug in ("cases-in-12-months", "cases-in-24-months")
    )


def test_a_request_survives_a_killed_worker_and_a_lost_message(broker):
    EvaluationRequest.objects.create(officer=somebody_with_three_cases(latest=timezone.localdate()))
    broker.start_worker().kill()
    assert EvaluationRequest.objects.exists()
    broker.start_worker()
    broker.send("flags.sweep")
    wait_until(lambda: not EvaluationRequest.objects.exists(), seconds=60)
    assert Flag.objects.count() == 2


def _is_done(one: EvaluationRange) -> bool:
    return EvaluationRange.objects.filter(pk=one.pk, finished_at__isnull=False).exists()


def _is_waiting_for_a_lock() -> bool:
    """Whether another session waits for a row that this one holds. Who waits is otherwise read once a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock' AND pg_backend_pid() = ANY"
            " (pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone()[0])
