"""My work, the case list, the search and the questions of a new case, as anybody must be able to use them."""

import pytest

from tests.cases.intake.conftest import answers, draft_of
from tests.factories import AllegationSubjectFactory, CaseFactory, OfficerFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
__all__ = ("answers", "draft_of")  # fixtures
QUESTIONS = (
    "type",
    "received",
    "when-and-where",
    "unit",
    "what-happened",
    "people",
    "people/find",
    "people/find/?q=hollis",
    "people/add/unidentified",
    "allegations",
    "allegations/add",
    "check",
    "discard",
)


def test_lists_and_first_pages_are_accessible_and_fit_the_screen(visit, signed_in):
    manager = signed_in("manager")
    AllegationSubjectFactory(subject__officer=OfficerFactory(surname="Hollis"))
    CaseFactory(sealed=True, investigator=manager.user)
    visit(manager, "/", "/cases/", "/cases/?state=open&owner=none&q=library", "/search/?q=hollis", "/search/")
    for role in ("auditor", "administrator", "caseworker"):
        visit(signed_in(role), "/")


def test_the_questions_of_a_new_case_are_accessible_and_fit_the_screen(visit, signed_in, draft_of):
    OfficerFactory(surname="Hollis")
    clerk = signed_in("caseworker")
    draft = draft_of(clerk.user)
    addresses = [f"/cases/new/{draft.pk}/{name}" + ("" if "?" in name else "/") for name in QUESTIONS]
    visit(clerk, "/cases/new/", *addresses)
    clerk.post(f"/cases/new/{draft.pk}/check/")
    visit(clerk, f"/cases/new/{draft.pk}/logged/")
