import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from cases.flags.actions import requests
from cases.flags.models import EvaluationRequest, Flag
from cases.flags.rules.history import About
from misconduct.accounts.permissions import SystemActor
from tests.factories import CaseFactory, PostingFactory, SubjectFactory, UnitFactory

SYSTEM = SystemActor("test")


def answer(limit=10, about=About.OFFICER):
    return requests.answer(about=about, limit=limit, by=SYSTEM)


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
        requests.request_for_cases(case_ids=[])
    assert callbacks == []


@pytest.mark.django_db
def test_asking_for_a_case_asks_for_everyone_it_names_and_for_itself():
    subject = SubjectFactory()
    SubjectFactory(case=subject.case, unidentified=True)
    for _ in range(2):
        requests.request_for_case(subject.case)
    asked = EvaluationRequest.objects.values_list("officer", "unit", "case")
    assert set(asked) == {(subject.officer_id, None, None), (None, None, subject.case_id)}
    assert len(asked) == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_answering_raises_the_flags_and_empties_the_queue(repeated):
    requests.request_evaluation(officer_ids=[repeated().pk, repeated().pk])
    assert answer(limit=1) == 1
    assert (Flag.objects.count(), EvaluationRequest.objects.count()) == (2, 1)
    assert answer() == 1
    assert answer() == 0
    assert (Flag.objects.count(), EvaluationRequest.objects.count()) == (4, 0)


@pytest.mark.django_db
def test_with_people_go_the_units_they_are_or_were_in_and_those_of_their_matters():
    left, at_the_time = UnitFactory(), UnitFactory()
    posting = PostingFactory()
    PostingFactory(
        officer=posting.officer, unit=left, starts_on=date(2010, 1, 1), ends_on=posting.starts_on - timedelta(days=1)
    )
    SubjectFactory(officer=posting.officer, unit_at_time=at_the_time)
    SubjectFactory(unit_at_time=UnitFactory()), PostingFactory()
    for _ in range(2):
        requests.request_evaluation(officer_ids=[posting.officer_id])
        answer()
    units = EvaluationRequest.objects.order_by("unit").values_list("unit", flat=True)
    assert list(units) == sorted([left.pk, at_the_time.pk, posting.unit_id])


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_a_unit_whose_people_share_cases_is_flagged_once_they_were_looked_at():
    unit = UnitFactory()
    people = [PostingFactory(unit=unit).officer for _ in range(6)]
    for month in (9, 10, 11):
        case = CaseFactory(received_on=date(2025, month, 3))
        for officer in people[:2]:
            SubjectFactory(case=case, officer=officer, unit_at_time=unit)
    requests.request_evaluation(officer_ids=[people[0].pk])
    assert answer(about=About.UNIT) == 0
    assert answer() == 1
    assert [answer(about=About.UNIT), answer(about=About.UNIT)] == [1, 0]
    assert set(Flag.objects.filter(unit=unit).values_list("scope", flat=True)) == {"cluster/shared"}
    case.received_on = date(2019, 1, 1)
    case.save()
    requests.request_for_case(case)
    assert [answer(), answer(about=About.UNIT)] == [2, 1]
    assert Flag.objects.get(unit=unit).rechecks.get().standing == "would_not"
    assert not EvaluationRequest.objects.exclude(case=case).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_a_case_that_stands_too_long_is_flagged_when_it_is_asked_for():
    case = CaseFactory(received_on=date(2025, 3, 4))
    requests.request_for_cases(case_ids=[case.pk])
    assert [answer(about=About.CASE), answer(about=About.CASE)] == [1, 0]
    assert Flag.objects.get(case=case).scope == "drift/age"


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_an_answer_that_breaks_off_leaves_the_request(repeated, monkeypatch):
    requests.request_evaluation(officer_ids=[repeated().pk])
    monkeypatch.setattr(requests, "look_at", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answer()
    assert EvaluationRequest.objects.count() == 1


def held_by_another(held, about):
    """What a worker answers while another one holds these rows."""
    answered = []

    def other_worker():
        answered.append(answer(about=about))
        connection.close()

    with transaction.atomic():
        list(held.select_for_update())
        thread = threading.Thread(target=other_worker)
        thread.start()
        thread.join(timeout=30)
    return answered


@pytest.mark.usefixtures("committed", "today")
def test_a_request_that_another_worker_holds_is_passed_over(repeated):
    requests.request_evaluation(officer_ids=[repeated().pk])
    assert held_by_another(EvaluationRequest.objects.order_by(), About.OFFICER) == [0]
    assert answer() == 1


@pytest.mark.usefixtures("committed", "today")
def test_a_case_that_somebody_saves_is_passed_over_and_nobody_waits():
    case = CaseFactory(received_on=date(2025, 3, 4))
    requests.request_for_cases(case_ids=[case.pk])
    assert held_by_another(type(case).objects.filter(pk=case.pk), About.CASE) == [0]
    assert answer(about=About.CASE) == 1
