"""What is saved through a form has its flags within five seconds, by a worker of its own: people, units and cases."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from cases.flags.models import EvaluationRequest, Flag
from cases.models import Code
from tests.factories import (
    AllegationFactory,
    CaseFactory,
    PostingFactory,
    SubjectFactory,
    UnitFactory,
    second_case_in_another_category,
)
from tests.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 5


@pytest.fixture
def team():
    """A unit of six of whom two share two cases, and an allegation of a third case that one of them alone is in."""
    today, unit = timezone.localdate(), UnitFactory()
    people = [PostingFactory(unit=unit).officer for _ in range(6)]
    third = AllegationFactory(case__received_on=today - timedelta(days=20))
    for days in (40, 60):
        case = CaseFactory(received_on=today - timedelta(days=days))
        for officer in people[:2]:
            SubjectFactory(officer=officer, unit_at_time=unit, case=case)
    SubjectFactory(officer=people[0], unit_at_time=unit, case=third.case)
    return unit, people[1], third


def saved_and_flagged(save: Callable[[], HttpResponse], **which: object) -> Flag:
    """The flag that was not there before the form was sent, and is five seconds later."""
    found = Flag.objects.filter(**which)
    assert not found.exists()
    started = time.monotonic()
    assert save().status_code == 302
    wait_until(found.exists, seconds=SECONDS)
    assert time.monotonic() - started < SECONDS
    wait_until(lambda: not EvaluationRequest.objects.exists(), seconds=SECONDS)
    return found.get()


def test_an_allegation_saved_through_its_form_has_its_flags_within_five_seconds(listening_worker, signed_in):
    pair = second_case_in_another_category()
    case, client = pair.allegation.case, signed_in("caseworker")
    address = f"/cases/{case.pk}/allegations/add/"
    swore = Code.objects.get(scheme="iopc-2020", code="H1")
    version = client.get(address).context["version"]
    answers = {"version": version, "category": swore.pk, "description": "Swore.", "subjects": [pair.subject.pk]}

    flag = saved_and_flagged(lambda: client.post(address, answers), rule__slug="similar-conduct")
    assert flag.officer == pair.subject.officer


def test_somebody_added_to_a_case_brings_the_flag_of_their_unit_within_five_seconds(listening_worker, signed_in, team):
    (unit, officer, third), client = team, signed_in("caseworker")
    address = f"/cases/{third.case.pk}/subjects/add/?officer={officer.pk}"
    answers = {"version": client.get(address).context["version"], "allegations": [third.pk]}
    flag = saved_and_flagged(lambda: client.post(address, answers), scope="cluster/shared")
    assert flag.unit == unit


def test_a_day_put_right_brings_the_flag_of_a_case_within_five_seconds(listening_worker, signed_in):
    case, client = CaseFactory(received_on=timezone.localdate() - timedelta(days=9)), signed_in("caseworker")
    address, year_ago = f"/cases/{case.pk}/edit/", timezone.localdate() - timedelta(days=365)
    boxes = {f"received_on_{part}": getattr(year_ago, part) for part in ("day", "month", "year")}
    answers = {
        "version": client.get(address).context["version"],
        "summary": "An invented matter.",
        "reason": "Misread.",
    }
    flag = saved_and_flagged(lambda: client.post(address, answers | boxes), scope="drift/age")
    assert flag.case == case
