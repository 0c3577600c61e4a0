"""Repeats, orders and races: whatever happens, the same flags, and none twice."""

import random
import threading
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.flags.actions.evaluation import evaluate
from cases.flags.models import Flag
from misconduct.accounts.permissions import SystemActor
from tests.factories import OfficerFactory

AS_AT = date(2026, 3, 5)
SYSTEM = SystemActor("test")


def flags_now():
    return sorted(Flag.objects.values_list("officer_id", "rule__slug", "scope", "evidence_key", "status"))


def look(ids):
    evaluate(officer_ids=ids, as_at=AS_AT, by=SYSTEM)


@pytest.mark.usefixtures("committed")
def test_workers_at_the_same_time_raise_each_flag_once(repeated):
    ids = [repeated().pk for _ in range(6)]
    start, failures = threading.Barrier(4), []

    def work(seed):
        mine = random.Random(seed).sample(ids, len(ids))
        try:
            start.wait()
            look(mine)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    assert Flag.objects.count() == 12
    assert Flag.objects.open().count() == 12


@contextmanager
def undone():
    """What one example writes is taken back before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_and_repetition_of_tasks_ends_in_the_same_flags(repeated, matter, data):
    people = [repeated(), repeated(), OfficerFactory()]
    matter(people[0], date(2024, 6, 1))
    ids = [person.pk for person in people]
    tasks = data.draw(
        st.lists(st.lists(st.sampled_from(ids), min_size=1, max_size=4), max_size=6)
        .map(lambda some: [*some, ids])
        .flatmap(st.permutations)
    )
    with undone():
        look(ids)
        expected = flags_now()
        Flag.objects.all().delete()
        for task in tasks:
            look(task)
        assert flags_now() == expected
    assert not Flag.objects.exists()


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(looks=st.lists(st.booleans(), min_size=5, max_size=5))
def test_facts_that_arrive_between_looks_end_in_the_same_open_flags(matter, looks):
    """However often somebody was looked at on the way, what is open at the end is what one look would find."""
    with undone():
        officer = OfficerFactory()
        for month, is_looked_at in enumerate(looks, start=6):
            matter(officer, date(2025, month, 3))
            if is_looked_at:
                look([officer.pk])
        look([officer.pk])
        assert {(flag.rule.slug, flag.counted) for flag in Flag.objects.open()} == {
            ("cases-in-12-months", 5),
            ("cases-in-24-months", 5),
        }
