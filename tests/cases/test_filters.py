from datetime import date
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from cases.filters import SORTS, CaseFilter
from cases.models import Case
from cases.stages import RecordType, Stage
from tests.factories import (
    AllegationFactory,
    CaseFactory,
    CodeFactory,
    OfficerFactory,
    SubjectFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def _found(query, viewer=None):
    request = SimpleNamespace(user=viewer) if viewer else None
    filterset = CaseFilter(QueryDict(query), Case.objects.all(), request=request)
    assert filterset.is_valid(), filterset.errors
    return list(filterset.qs)


@pytest.mark.parametrize("words", ["ts/cm/2026/00077", "LIBRARY", "00077"])
def test_words_are_found_in_the_reference_and_in_what_happened(words):
    case = CaseFactory(reference="TS/CM/2026/00077", summary="Pushed outside the library.")
    CaseFactory(reference="TS/CM/2026/00078", summary="Rude on the phone.")
    assert _found(f"q={words}") == [case]


def test_open_and_closed_are_told_apart():
    is_open, closed = CaseFactory(stage=Stage.DECISION), CaseFactory(closed=True)
    assert _found("state=open") == [is_open]
    assert _found("state=closed") == [closed]


def test_several_kinds_and_stages_may_be_chosen():
    vetting = CaseFactory(record_type=RecordType.VETTING, stage=Stage.ASSESSMENT)
    conduct = CaseFactory(record_type=RecordType.CONDUCT, stage=Stage.DECISION)
    CaseFactory(record_type=RecordType.PERFORMANCE)
    assert set(_found("record_type=VET&record_type=CM&stage=assessment&stage=decision")) == {vetting, conduct}


def test_cases_of_one_investigator_or_of_none():
    investigator = UserFactory(role="investigator")
    assigned, unassigned = CaseFactory(investigator=investigator), CaseFactory()
    assert _found(f"owner={investigator.pk}") == [assigned]
    assert _found("owner=none") == [unassigned]


def test_cases_logged_by_somebody():
    clerk = UserFactory()
    case = CaseFactory(logged_by=clerk)
    CaseFactory()
    assert _found(f"logged_by={clerk.pk}") == [case]


def test_a_unit_brings_those_below_it_and_people_who_served_there():
    command = UnitFactory()
    team = UnitFactory(parent=command)
    of_command, of_team = CaseFactory(unit=command), CaseFactory(unit=team)
    about_somebody_there = SubjectFactory(unit_at_time=team).case
    CaseFactory()
    assert set(_found(f"unit={command.pk}")) == {of_command, of_team, about_somebody_there}


def test_a_category_brings_those_within_it_and_each_case_once():
    wide = CodeFactory()
    narrow = CodeFactory(parent=wide)
    case = AllegationFactory(category=narrow).case
    AllegationFactory(case=case, category=wide)
    AllegationFactory()
    assert _found(f"category={wide.pk}") == [case]


def test_dates_of_receipt_count_both_ends():
    first = CaseFactory(received_on=date(2026, 3, 1))
    last = CaseFactory(received_on=date(2026, 3, 31))
    CaseFactory(received_on=date(2026, 4, 1))
    assert set(_found("received_from=2026-03-01&received_to=2026-03-31")) == {first, last}


def test_cases_about_one_person():
    officer = OfficerFactory()
    case = SubjectFactory(officer=officer).case
    CaseFactory()
    assert _found(f"officer={officer.pk}") == [case]


def test_a_person_out_of_sight_is_no_filter(person):
    viewer = person("caseworker")
    own_record = OfficerFactory(account=viewer)
    request = SimpleNamespace(user=viewer)
    assert not CaseFilter(QueryDict(f"officer={own_record.pk}"), Case.objects.all(), request=request).is_valid()


@pytest.mark.parametrize(("role", "is_offered"), [("manager", True), ("caseworker", False), ("auditor", False)])
def test_only_who_may_seal_filters_by_it(person, role, is_offered):
    sealed, plain = CaseFactory(sealed=True), CaseFactory()
    expected = {sealed} if is_offered else {sealed, plain}
    assert set(_found("is_sealed=true", person(role))) == expected


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{name}" for name in SORTS)])
def test_every_column_sorts_both_ways_and_keeps_every_case(sort):
    cases = {CaseFactory(), CaseFactory(investigator=UserFactory()), CaseFactory(closed=True)}
    assert set(_found(f"sort={sort}")) == cases


def test_days_open_count_to_the_closing_or_to_today():
    old_closed = CaseFactory(closed=True, received_on=date(2026, 5, 31))
    still_open = CaseFactory(received_on=date(2026, 1, 1))
    assert _found("sort=-days") == [still_open, old_closed]


def test_stages_sort_in_the_order_of_the_work():
    stages = [Stage.DECISION, Stage.RECEIVED, Stage.INVESTIGATION, Stage.ASSESSMENT]
    for stage in stages:
        CaseFactory(stage=stage)
    order = [Stage.RECEIVED, Stage.ASSESSMENT, Stage.INVESTIGATION, Stage.DECISION]
    assert [case.stage for case in _found("sort=stage")] == order
