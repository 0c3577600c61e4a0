"""A case's page and its forms, as anybody must be able to use them."""

from datetime import date

import pytest

from cases.actions import assignment, outcomes, particulars
from cases.stages import Stage
from tests.cases.actions.conftest import code
from tests.factories import AllegationSubjectFactory, SubjectFactory, UserFactory
from tests.factories.rulings import assessed, decided

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def pair():
    """A case with something in every part of its page."""
    pair = AllegationSubjectFactory(allegation__case__stage=Stage.ASSESSMENT, allegation__case__summary="Words. " * 300)
    SubjectFactory(case=pair.allegation.case, unidentified=True, description="Tall, with a beard")
    manager = UserFactory(role="manager")
    assignment.assign(by=manager, case=pair.allegation.case, investigator=UserFactory(role="investigator"))
    particulars.add(by=manager, pair=pair, text="Pushed a man on 1 March 2026.")
    for value in ("misconduct", "gross-misconduct"):
        assessed(manager, pair, value)
    decided(manager, pair, "case_to_answer", "gross-misconduct")
    ruling = {"by": manager, "pair": pair, "decided_on": date(2026, 5, 1)}
    outcomes.record_outcome(value=code("outcome", "no-action"), reasons="As found.", **ruling)
    return pair


def test_every_part_and_form_of_a_case_is_accessible_and_fits_the_screen(visit, signed_in, pair):
    case = pair.allegation.case
    unidentified = case.subjects.get(officer=None)
    parts = ("", "allegations/", "people/", "decisions/", "timeline/")
    forms = (
        "edit/",
        "assign/",
        "unassign/",
        "move/close/",
        "allegations/add/",
        "allegations/1/category/",
        "subjects/add/",
        "subjects/add/?q=sampleton",
        f"subjects/add/?officer={pair.subject.officer_id}",
        f"subjects/{unidentified.pk}/identify/",
        f"pairs/{pair.pk}/severity/",
        f"pairs/{pair.pk}/outcome/",
        f"pairs/{pair.pk}/forum/",
        f"pairs/{pair.pk}/special-conditions/",
        f"subjects/{pair.subject_id}/history/",
        "allegations/1/standards/",
        "seal/",
        "access/give/",
    )
    visit(signed_in("manager"), *(f"/cases/{case.pk}/{part}" for part in (*parts, *forms)))


def test_code_lists_are_accessible_and_fit_the_screen(visit, signed_in):
    visit(signed_in("administrator"), "/cases/code-lists/", "/cases/code-lists/category/", "/cases/code-lists/finding/")
