from datetime import date
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command

from cases.demo.people import Member
from cases.demo.plan import plan
from cases.flags.models import Flag
from cases.guards.applicability import COMPLAINTS
from cases.models import Case, Outcome, Subject
from cases.ruling_rules.warnings import last_day
from cases.stages import Stage
from misconduct.accounts.models import User
from misconduct.accounts.permissions import SystemActor
from misconduct.accounts.roles import RoleName
from officers.models import Officer, Unit
from reports.statistics.clusters import large_cases, pairs_named_together
from tests.cases.demo.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration"), pytest.mark.usefixtures("demonstration")]


def load():
    call_command("seed_demo", "--today", TODAY.isoformat(), stdout=StringIO())


def test_the_demonstration_has_somebody_of_every_role_and_every_kind_of_subject():
    assert set(User.objects.values_list("role", flat=True)) == set(RoleName)
    assert set(Subject.objects.values_list("kind", flat=True)) == set(Subject.Kind)
    assert Officer.objects.count() == 250
    assert set(Flag.objects.values_list("status", flat=True)) >= {Flag.Status.OPEN, Flag.Status.REVIEWED}


def test_nothing_in_the_demonstration_is_dated_after_its_day():
    assert not Case.objects.filter(received_on__gt=TODAY).exists()
    assert not Case.objects.filter(closed_on__gt=TODAY).exists()
    assert not Outcome.objects.filter(decided_on__gt=TODAY).exists()


def test_a_warning_of_the_demonstration_is_live_as_long_as_the_law_says():
    warnings = Outcome.objects.filter(value__code__in=("written-warning", "final-written-warning")).select_related(
        "value"
    )
    lengths = {"written-warning": 18, "final-written-warning": 24}
    assert warnings
    assert {one.live_to for one in warnings} == {last_day(one.live_from, lengths[one.value.code]) for one in warnings}


def test_no_open_case_beyond_triage_asks_for_the_facts_of_triage_again():
    beyond = Case.objects.exclude(stage__in=(Stage.RECEIVED, Stage.TRIAGE, Stage.CLOSED))
    assert beyond.exists()
    assert not beyond.filter(triage_facts__isnull=True).exists()
    assert not beyond.filter(referral_checks__isnull=True).exists()
    assert not beyond.filter(record_type__in=COMPLAINTS, schedule_3_decisions__isnull=True).exists()


def test_a_serving_person_has_eleven_conduct_matters():
    counts = [
        officer.subjects.filter(case__record_type__in=("CM", "RCM")).count()
        for officer in Officer.objects.filter(left_on__isnull=True)
    ]
    assert max(counts) >= 11


def test_the_demonstration_refuses_a_database_that_has_people():
    with pytest.raises(CommandError, match="needs an empty one"):
        load()


def test_the_same_day_gives_the_same_plan():
    def planned():
        random = Random(1)
        units = [Unit(pk=number, code=str(number), name=name) for number, name in enumerate(("North", "City"), 1)]
        members = [
            Member(Officer(pk=n, number=str(n), appointed_on=date(2012, 1, 2)), units[n % 2], 2.0) for n in range(60)
        ]
        return [(case.record_type, case.received_on, case.days) for case in plan(random, members, TODAY)]

    assert planned() == planned()


def test_a_shift_is_named_together_again_and_again_and_a_group_at_once():
    period = {"first": date(2023, 11, 23), "last": TODAY}
    pairs = pairs_named_together(SystemActor("test"), least=3, **period)
    assert pairs
    assert max(case.people for case in large_cases(SystemActor("test"), **period)) == 7
