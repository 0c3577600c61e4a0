from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.flags import tasks
from cases.flags.actions import requests, runs
from cases.flags.models import EvaluationRange, EvaluationRequest, EvaluationRun, Flag

PEOPLE = ["cases-in-12-months", "cases-in-24-months"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def sent(monkeypatch):
    """What was put on the broker: the ids of ranges, and "requests"."""
    found = []
    monkeypatch.setattr(tasks.evaluate_range, "delay", found.append)
    monkeypatch.setattr(tasks.evaluate_requested, "delay", lambda: found.append("requests"))
    return found


def test_evaluate_requested_empties_the_queue(repeated, monkeypatch):
    monkeypatch.setattr(tasks, "RECORDS_AT_ONCE", 2)
    requests.request_evaluation(officer_ids=[repeated().pk for _ in range(5)])
    tasks.evaluate_requested()
    tasks.evaluate_requested()
    assert (EvaluationRequest.objects.count(), Flag.objects.count()) == (0, 10)


def test_evaluate_everyone_looks_up_to_and_including_today(repeated, sent, django_capture_on_commit_callbacks):
    repeated()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.evaluate_everyone(rules=PEOPLE)
    run = EvaluationRun.objects.get()
    assert run.as_at == date(2026, 3, 5)
    assert sent == [run.ranges.get().pk]


def test_evaluate_everyone_run_twice_hands_out_only_what_is_left(
    repeated, sent, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(runs, "MOST_IN_A_RANGE", 1)
    repeated(), repeated()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.evaluate_everyone("2026-03-01", PEOPLE)
    first, second = sent
    tasks.evaluate_range(first)
    sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.evaluate_everyone("2026-03-01", PEOPLE)
    assert sent == [second]


def test_evaluate_everyone_of_an_empty_force_finishes(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tasks.evaluate_everyone()
    assert sent == []
    assert not EvaluationRun.objects.unfinished().exists()


def test_sweep_takes_up_what_was_left_behind(repeated, sent, monkeypatch):
    monkeypatch.setattr(runs, "MOST_IN_A_RANGE", 1)
    officers = [repeated() for _ in range(4)]
    requests.request_evaluation(officer_ids=[officers[0].pk])
    run = runs.start(as_at=date(2026, 3, 5), by=tasks.SYSTEM, rules=PEOPLE)
    lost, died, working, done = run.ranges.all()
    now = timezone.now()
    EvaluationRange.objects.filter(pk=died.pk).update(claimed_at=now - timedelta(minutes=3))
    EvaluationRange.objects.filter(pk=working.pk).update(claimed_at=now - timedelta(minutes=1))
    EvaluationRange.objects.filter(pk=done.pk).update(claimed_at=now - timedelta(minutes=9), finished_at=now)
    tasks.sweep()
    assert sent == ["requests", lost.pk, died.pk]


def test_sweep_finishes_a_run_whose_last_worker_died_before_saying_so(repeated, sent):
    repeated()
    run = runs.start(as_at=date(2026, 3, 5), by=tasks.SYSTEM)
    run.ranges.update(claimed_at=timezone.now(), finished_at=timezone.now())
    tasks.sweep()
    assert sent == []
    assert not EvaluationRun.objects.unfinished().exists()


def test_the_schedule_names_tasks_that_exist(settings):
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {tasks.sweep.name, tasks.evaluate_everyone.name} <= names
