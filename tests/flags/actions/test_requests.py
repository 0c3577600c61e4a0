import threading

import pytest
from django.db import connection, transaction

from cases.flags.actions import requests
from cases.flags.models import EvaluationRequest, Flag
from misconduct.accounts.permissions import SystemActor

SYSTEM = SystemActor("test")


@pytest.mark.django_db
def test_asking_twice_leaves_one_request(repeated):
    officer = repeated()
    requests.request_evaluation(officer_ids=[officer.pk, officer.pk])
    requests.request_evaluation(officer_ids=[officer.pk])
    assert EvaluationRequest.objects.count() == 1


@pytest.mark.django_db
def test_asking_wakes_a_worker_once_committed(repeated, django_capture_on_commit_callbacks, monkeypatch):
    sent = []
    monkeypatch.setattr("celery.current_app.send_task", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        requests.request_evaluation(officer_ids=[repeated().pk])
        assert sent == []
    assert sent == ["flags.evaluate_requested"]


@pytest.mark.django_db
def test_asking_for_nobody_does_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        requests.request_evaluation(officer_ids=[])
    assert callbacks == []


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_answering_raises_the_flags_and_empties_the_queue(repeated):
    requests.request_evaluation(officer_ids=[repeated().pk, repeated().pk])
    assert requests.answer(limit=1, by=SYSTEM) == 1
    assert (Flag.objects.count(), EvaluationRequest.objects.count()) == (2, 1)
    assert requests.answer(limit=10, by=SYSTEM) == 1
    assert requests.answer(limit=10, by=SYSTEM) == 0
    assert (Flag.objects.count(), EvaluationRequest.objects.count()) == (4, 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_an_answer_that_breaks_off_leaves_the_request(repeated, monkeypatch):
    requests.request_evaluation(officer_ids=[repeated().pk])
    monkeypatch.setattr(requests, "evaluate", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        requests.answer(limit=10, by=SYSTEM)
    assert EvaluationRequest.objects.count() == 1


@pytest.mark.usefixtures("committed", "today")
def test_a_request_that_another_worker_holds_is_passed_over(repeated):
    requests.request_evaluation(officer_ids=[repeated().pk])
    answered = []

    def other_worker():
        answered.append(requests.answer(limit=10, by=SYSTEM))
        connection.close()

    with transaction.atomic():
        list(EvaluationRequest.objects.select_for_update())
        thread = threading.Thread(target=other_worker)
        thread.start()
        thread.join(timeout=30)
    assert answered == [0]
    assert requests.answer(limit=10, by=SYSTEM) == 1
