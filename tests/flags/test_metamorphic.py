"""However the same facts came in, the same flags stand: entered in any order, undone and redone, split and merged.

A flag never vanishes, so one that was raised on the way may still be open. What must agree is what the open flags say
now: those that would not fire now aside, and each with what its rule counts today.
"""

from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.flags.actions import requests, runs
from cases.flags.models import EvaluationRun, Flag, FlagMatter
from cases.flags.rules.history import About
from cases.merges.actions import merging
from cases.models import Case, Code, Subject
from misconduct.accounts.permissions import SystemActor
from officers.models import Officer
from tests.factories import AllegationSubjectFactory, CaseFactory, OfficerFactory, SubjectFactory, UserFactory

AS_AT = date(2026, 3, 5)
SYSTEM = SystemActor("test")
CODES = ("B4", "J1", "D1", "G2", "H1")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
quickly = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# A fact is a case received so many days ago about one kind of allegation.
facts = st.lists(st.tuples(st.integers(0, 900), st.sampled_from(CODES)), min_size=3, max_size=6)
Told = set[tuple[int, str, str, frozenset[str]]]


@pytest.fixture
def categories(db) -> dict[str, Code]:
    found = Code.objects.filter(code_list="category", scheme="iopc-2020", code__in=CODES)
    return {category.code: category for category in found}


@contextmanager
def undone():
    """What one example writes is taken back before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def enter(officer: Officer, number: int, fact: tuple[int, str], categories: dict[str, Code]) -> Subject:
    """Record fact number n about somebody."""
    days_ago, code = fact
    case = CaseFactory(received_on=AS_AT - timedelta(days=1 + days_ago), summary=f"fact {number}")
    subject = SubjectFactory(officer=officer, case=case)
    AllegationSubjectFactory(subject=subject, allegation__case=case, allegation__category=categories[code])
    return subject


def look(*people: Officer, times: int = 1) -> None:
    """Ask for these people and answer, as often as the message is delivered."""
    requests.request_evaluation(officer_ids=[one.pk for one in people])
    for _ in range(times):
        while requests.answer(about=About.OFFICER, limit=1, by=SYSTEM):
            pass


def told(people: Sequence[Officer]) -> Told:
    """What the open flags on these people say now, each by the place of its person and the names of its facts."""
    places = {one.pk: place for place, one in enumerate(people)}
    names = dict(Subject.objects.values_list("pk", "case__summary"))
    found = set()
    for flag in Flag.objects.open().filter(officer__in=places).select_related("rule").prefetch_related("rechecks"):
        latest = flag.rechecks.first()
        counted = flag.matters.filter(is_counted=True).values_list("subject_id", flat=True)
        now = latest.counted_now if latest else list(counted)
        if latest is None or latest.standing != "would_not":
            found.add((places[flag.about_id], flag.rule.slug, flag.scope, frozenset(names[pk] for pk in now)))
    return found


def entered_at_once(given_facts: Sequence[tuple[int, str]], categories: dict[str, Code]) -> Told:
    """What is said where everything is there before anybody looks."""
    officer = OfficerFactory()
    for number, fact in enumerate(given_facts):
        enter(officer, number, fact, categories)
    look(officer)
    return told([officer])


@quickly
@given(given_facts=facts, data=st.data())
def test_any_order_of_entry_and_any_number_of_deliveries(categories, given_facts, data):
    order = data.draw(st.permutations(list(enumerate(given_facts))))
    looks = data.draw(st.lists(st.integers(0, 2), min_size=len(order), max_size=len(order)))
    with undone():
        expected = entered_at_once(given_facts, categories)
        officer = OfficerFactory()
        for (number, fact), times in zip(order, looks, strict=True):
            enter(officer, number, fact, categories)
            if times:
                look(officer, times=times)
        look(officer, times=2)
        assert told([officer]) == expected


@quickly
@given(given_facts=facts, data=st.data())
def test_what_is_undone_and_redone(categories, given_facts, data):
    with undone():
        officer = OfficerFactory()
        made = [enter(officer, number, fact, categories) for number, fact in enumerate(given_facts)]
        look(officer)
        expected = told([officer])
        case = data.draw(st.sampled_from(made)).case
        for day in (date(2001, 1, 1), case.received_on):
            Case.objects.filter(pk=case.pk).update(received_on=day)
            look(officer)
        assert told([officer]) == expected


@quickly
@given(given_facts=facts, data=st.data())
def test_records_of_one_person_that_were_apart_and_are_put_together_and_apart_again(categories, given_facts, data):
    is_elsewhere = data.draw(st.lists(st.booleans(), min_size=len(given_facts), max_size=len(given_facts)))
    with undone():
        expected = entered_at_once(given_facts, categories)
        kept, absorbed = OfficerFactory(), OfficerFactory()
        for number, (fact, elsewhere) in enumerate(zip(given_facts, is_elsewhere, strict=True)):
            enter(absorbed if elsewhere else kept, number, fact, categories)
        look(kept, absorbed)
        apart = told([kept, absorbed])
        merge = merging.propose(kept=kept, absorbed=absorbed, reason="One.", by=UserFactory(role="caseworker"))
        merging.approve(merge=merge, note="One.", by=UserFactory(role="manager"))
        look(kept, absorbed)
        assert told([kept, absorbed]) == expected
        merge.refresh_from_db()
        merging.undo(merge=merge, reason="Two.", by=UserFactory(role="manager"))
        look(kept, absorbed)
        assert told([kept, absorbed]) == apart


@quickly
@given(given_facts=facts, size=st.integers(1, 4), data=st.data())
def test_any_number_of_ranges_in_any_order_and_any_number_of_times(categories, monkeypatch, given_facts, size, data):
    monkeypatch.setattr(runs, "MOST_IN_A_RANGE", size)
    with undone():
        people = [OfficerFactory() for _ in range(3)]
        for number, fact in enumerate(given_facts * 2):
            enter(people[number % 2], number, fact, categories)
        look(*people)
        expected = told(people)
        FlagMatter.objects.all().delete()
        Flag.objects.all().delete()
        EvaluationRun.objects.all().delete()
        run = runs.start(as_at=AS_AT, by=SYSTEM)
        ranges = list(run.ranges.filter(about=About.OFFICER).values_list("pk", flat=True))
        for pk in data.draw(st.permutations(ranges * 2)):
            runs.evaluate_range(range_id=pk, by=SYSTEM)
        assert told(people) == expected


def test_the_facts_give_the_rules_something_to_say(categories):
    said = entered_at_once([(10, "B4"), (20, "J1"), (30, "J1")], categories)
    assert {rule for _, rule, _, _ in said} >= {"cases-in-12-months", "similar-conduct", "second-serious-matter"}
