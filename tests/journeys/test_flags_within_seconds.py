"""An allegation saved through its form has its flags within five seconds, by a worker of its own."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.flags.models import EvaluationRequest, Flag
from cases.models import Code
from tests.factories import AllegationSubjectFactory
from tests.workers import Broker, broker_of_its_own, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 5


@pytest.fixture
def broker(monkeypatch) -> Iterator[Broker]:
    """What the application sends goes to a worker that listens."""
    with broker_of_its_own() as own:
        own.start_worker()
        monkeypatch.setattr("celery.current_app.send_task", own.send)
        yield own


@pytest.fixture
def pair():
    """Somebody's second case, in another category than the first."""
    today, swore = timezone.localdate(), Code.objects.get(scheme="iopc-2020", code="H1")
    other = Code.objects.get(scheme="iopc-2020", code="C")
    first = AllegationSubjectFactory(
        allegation__category=swore, allegation__case__received_on=today - timedelta(days=90)
    )
    return AllegationSubjectFactory(
        allegation__category=other,
        allegation__case__received_on=today - timedelta(days=9),
        subject__officer=first.subject.officer,
    )


def flagged() -> bool:
    return Flag.objects.filter(rule__slug="similar-conduct").exists()


def test_an_allegation_saved_through_its_form_has_its_flags_within_five_seconds(broker, signed_in, pair):
    case, client = pair.allegation.case, signed_in("caseworker")
    address = f"/cases/{case.pk}/allegations/add/"
    swore = Code.objects.get(scheme="iopc-2020", code="H1")
    version = client.get(address).context["version"]
    answers = {"version": version, "category": swore.pk, "description": "Swore.", "subjects": [pair.subject.pk]}
    assert not flagged()

    started = time.monotonic()
    assert client.post(address, answers).status_code == 302
    wait_until(flagged, seconds=SECONDS)
    assert time.monotonic() - started < SECONDS
    assert Flag.objects.get(rule__slug="similar-conduct").officer == pair.subject.officer
    wait_until(lambda: not EvaluationRequest.objects.exists(), seconds=SECONDS)
