"""How long the pages of a large case take on the database in use: 200 events, 20 of everything else.

    python manage.py shell -c "from tests.benchmarks.case_page_times import main; main('USERNAME')"

Each part is asked once after it was made (“first”), then forty times; “processor” is what one took of it in this
process, the database apart, and says something also of a busy machine. What is made is taken back at the end. Not a
test: it judges nothing. Let nothing else run on the machine, and say so beside the figures.
"""

import sys
import time
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.clocks.models import Clock, Milestone
from cases.investigations.models import Task
from cases.models import Case
from cases.stages import Stage
from cases.views.case_page import PARTS
from misconduct.accounts.models import User
from misconduct.audit.record import record
from officers.models import Officer
from tests.benchmarks.page_times import percentile, seconds
from tests.factories import AllegationFactory, AllegationSubjectFactory, PartyFactory, SubjectFactory

_REQUESTS = 40
_EVENTS, _OF_EACH = 200, 20


@transaction.atomic
def main(username: str) -> None:
    """Prints a line for each part of the page, as that person sees it."""
    settings.ALLOWED_HOSTS = ["testserver"]
    user = User.objects.get(username=username)
    case = _large_case(user)
    client = Client()
    client.force_login(user)
    for name, label in PARTS:
        ask = partial(_ask, client, reverse(name, args=[case.pk]))
        first = seconds(ask)
        began = time.process_time()
        times = [seconds(ask) for _ in range(_REQUESTS)]
        work = (time.process_time() - began) / _REQUESTS
        middle, slow = percentile(times, 0.5), percentile(times, 0.95)
        told = {"first": first, "median": middle, "p95": slow, "processor": work}
        sys.stdout.write(f"{label}: {', '.join(f'{name} {one * 1000:.0f} ms' for name, one in told.items())}\n")
    transaction.set_rollback(True)


def _ask(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def _large_case(user: User) -> Case:
    """A case at its decision with 200 events and 20 of whatever else its pages list."""
    today, mark = timezone.localdate(), time.time_ns()
    case = Case.objects.create(
        reference=f"BENCHMARK/{mark}",
        record_type="CM",
        stage=Stage.DECISION,
        regime="2025",
        received_on=today - timedelta(days=300),
        summary="Invented, to be measured.",
        investigator=user,
        logged_by=user,
    )
    for number, officer in enumerate(Officer.objects.order_by("-pk")[:_OF_EACH], start=1):
        subject = SubjectFactory(case=case, officer=officer)
        allegation = AllegationFactory(case=case, number=number)
        AllegationSubjectFactory(allegation=allegation, subject=subject)
        PartyFactory(case=case)
        Task.objects.create(case=case, title="Invented", owner=user, due_on=today, created_by=user)
        started = Milestone.objects.create(
            case=case,
            kind="referral_criteria_met",
            reached_on=today,
            about=f"cases.subject:{subject.pk}",
            source=f"b:{number}",
        )
        Clock.objects.create(
            case=case,
            definition="mandatory-referral",
            about=started.about,
            started_on=today,
            started_by=started,
            due_on=today,
        )
    for number in range(_EVENTS):
        record("case.edited", by=user, target=case, before={"place": "A"}, after={"place": f"B {number}"})
    return case
