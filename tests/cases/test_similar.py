from datetime import date

import pytest

from cases import similar
from cases.similar import Clues
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory

pytestmark = pytest.mark.django_db
STORY = "The caller says that an officer pushed her outside the library and would not give his name when asked."
RETOLD = "Caller was pushed outside the library by an officer, and he would not give his name when she asked."
OTHER = "A letter about a parking ticket that was issued twice at the railway station car park last summer."


def _clues(officer=None, summary="", received_on=date(2026, 3, 4), happened_on=None):
    ids = (officer.pk,) if officer else ()
    return Clues(officer_ids=ids, received_on=received_on, happened_on=happened_on, summary=summary)


def test_open_matters_of_a_chosen_person_are_counted_and_named(person):
    officer = OfficerFactory()
    case = SubjectFactory(officer=officer).case
    SubjectFactory(officer=officer, case=CaseFactory(closed=True))
    found = similar.hints(_clues(officer), viewer=person("caseworker")).open_matters
    assert [(matters.officer, matters.cases) for matters in found] == [(officer, (case,))]


def test_a_sealed_case_is_never_hinted_at(person):
    officer = OfficerFactory()
    SubjectFactory(officer=officer, case=CaseFactory(sealed=True, summary=STORY))
    assert not similar.hints(_clues(officer, STORY), viewer=person("manager"))


def test_a_case_out_of_scope_is_never_hinted_at(person):
    officer = OfficerFactory()
    SubjectFactory(officer=officer, case=CaseFactory(summary=STORY))
    assert not similar.hints(_clues(officer, STORY), viewer=person("caseworker", is_force_wide=False))


def test_the_same_person_at_about_the_same_time_looks_alike(person):
    officer = OfficerFactory()
    near = SubjectFactory(officer=officer, case=CaseFactory(closed=True, received_on=date(2026, 2, 20))).case
    SubjectFactory(officer=officer, case=CaseFactory(closed=True, received_on=date(2025, 2, 20)))
    found = similar.hints(_clues(officer), viewer=person("caseworker")).alike
    assert [alike.case for alike in found] == [near]


def test_a_story_told_again_in_other_words_looks_alike(person):
    told = CaseFactory(summary=STORY, received_on=date(2026, 3, 1))
    CaseFactory(summary=OTHER, received_on=date(2026, 3, 1))
    CaseFactory(summary=STORY, received_on=date(2024, 3, 1))
    found = similar.hints(_clues(summary=RETOLD), viewer=person("caseworker")).alike
    assert [(alike.case, alike.reason) for alike in found] == [(told, "Described in much the same words")]


def test_a_few_words_are_too_little_to_compare(person):
    CaseFactory(summary="Rude on the phone.", received_on=date(2026, 3, 1))
    assert not similar.hints(_clues(summary="Rude on the phone."), viewer=person("caseworker"))


@pytest.mark.parametrize(("text", "expected"), [(RETOLD, True), (OTHER, False)])
def test_words_are_compared_whatever_their_order(text, expected):
    assert similar.alike_words(STORY, text) is expected


def test_hints_cost_as_many_queries_for_many_matters_as_for_one(person, django_assert_max_num_queries):
    officer, viewer = OfficerFactory(), person("caseworker")
    for _ in range(12):
        SubjectFactory(officer=officer)
    with django_assert_max_num_queries(3):
        found = similar.hints(_clues(officer, STORY), viewer=viewer)
        assert len(found.open_matters[0].cases) == 12
