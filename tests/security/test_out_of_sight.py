"""A case that somebody may not see shows nowhere: in no list, count, search, hint, choice, figure or file."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case, CaseDraft
from officers.models import Officer
from tests.architecture.test_urls import PAGES
from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    CodeFactory,
    OfficerFactory,
    OutcomeFactory,
    SubjectFactory,
    UserFactory,
)

SUMMARY = "Zyxwvut happened behind the boathouse on a foggy evening in the week before the fair"


@dataclass(frozen=True)
class Hidden:
    """A case out of sight, somebody it is about, and every word that would give it away."""

    client: Client
    case: Case
    officer: Officer
    words: tuple[str, ...]

    def told_by(self, text: str) -> list[str]:
        return [word for word in self.words if word in text]


def _sealed(signed_in: Callable[..., Client], role: str) -> Hidden:
    officer = OfficerFactory(number="81818", surname="Qwertyson")
    return _hidden(signed_in(role), officer, CaseFactory(sealed=True, reference="TS/CM/2026/81818", summary=SUMMARY))


def _about_oneself(signed_in: Callable[..., Client], role: str) -> Hidden:
    client = signed_in(role)
    officer = OfficerFactory(number="81818", surname="Qwertyson", account=client.user)
    case = CaseFactory(reference="TS/CM/2026/81818", summary=SUMMARY, investigator=client.user, logged_by=client.user)
    return _hidden(client, officer, case, "Qwertyson")


def _of_another_unit(signed_in: Callable[..., Client], role: str) -> Hidden:
    officer = OfficerFactory(number="81818", surname="Qwertyson")
    return _hidden(
        signed_in(role, is_force_wide=False), officer, CaseFactory(reference="TS/CM/2026/81818", summary=SUMMARY)
    )


def _hidden(client: Client, officer: Officer, case: Case, *words: str) -> Hidden:
    subject = SubjectFactory(case=case, officer=officer)
    category = CodeFactory(code="ZZ9", label="Hushed category")
    pair = AllegationSubjectFactory(
        subject=subject, allegation__case=case, allegation__category=category, allegation__description="Hushed words"
    )
    OutcomeFactory(pair=pair, value__label="Hushed outcome", live_from="2026-06-01", live_to="2030-06-01")
    return Hidden(client, case, officer, (case.reference, "Zyxwvut", "Hushed words", "Hushed outcome", *words))


KINDS = {"sealed": _sealed, "about oneself": _about_oneself, "of another unit": _of_another_unit}


@pytest.fixture(params=[(kind, role) for kind in KINDS for role in ("manager", "auditor")], ids=str)
def hidden(request, db, signed_in) -> Hidden:
    kind, role = request.param
    return KINDS[kind](signed_in, role)


def test_no_list_page_or_figure_tells_of_it(hidden):
    told = {}
    for address in PAGES:
        if not address.keywords and hasattr(address.view, "get"):
            response = hidden.client.get(reverse(address.name))
            if response.status_code == 200 and (found := hidden.told_by(response.content.decode())):
                told[address.name] = found
    assert told == {}


@pytest.mark.parametrize("asked", ["TS/CM/2026/81818", "81818", "Qwertyson", "Zyxwvut", "boathouse"])
def test_no_search_finds_it(hidden, asked):
    for path, name in (("/search/", "q"), ("/cases/", "q"), ("/officers/", "q"), ("/audit/", "record")):
        response = hidden.client.get(path, {name: asked}, follow=True)
        text = response.content.decode().replace(asked, "")
        assert hidden.told_by(text) == [], path
        if path == "/cases/":
            assert response.context["paginator"].count == 0


def test_no_filter_counts_it(hidden):
    for query in ({"officer": hidden.officer.pk}, {"is_sealed": "true"}, {"unit": hidden.case.unit_id}):
        response = hidden.client.get("/cases/", query)
        assert hidden.told_by(response.content.decode()) == []
        if "paginator" in response.context and response.status_code == 200:
            assert response.context["paginator"].count == 0
    figures = hidden.client.get("/reports/repeat/").context["figures"]
    assert dict(figures.cases_per_person) == {}
    assert hidden.client.get("/reports/repeat/people/?band=1%2B").context["paginator"].count == 0


def test_the_person_s_page_counts_nothing(hidden):
    response = hidden.client.get(f"/officers/{hidden.officer.pk}/")
    if hidden.officer.account_id:
        assert response.status_code == 404
    else:
        assert hidden.told_by(response.content.decode()) == []
        assert response.context["every"] == 0
        assert list(response.context["warnings"]) == []


def test_no_address_of_the_case_answers(hidden):
    pages = [address for address in PAGES if address.name.startswith("cases:") and address.keywords == ("pk",)]
    for address in pages:
        if getattr(address.view, "model", None) is Case and "new_" not in address.name:
            path = reverse(address.name, args=[hidden.case.pk])
            assert hidden.client.get(path).status_code in {403, 404}, address.name
            assert hidden.client.post(path, {"reason": "x", "version": 1}).status_code in {403, 404, 405}, address.name


def test_nothing_of_it_is_offered_while_a_case_is_logged(hidden):
    if not hidden.client.user.has("case.log"):
        return
    answers = {"record_type": "CM", "received_on": "2026-03-04", "incident_from": "2026-03-01", "summary": SUMMARY}
    subjects = [{"key": "subject1", "kind": "identified", "officer": hidden.officer.pk}]
    draft = CaseDraft.objects.create(user=hidden.client.user, answers={**answers, "subjects": subjects})
    for page in ("people/", "people/find/?q=81818", "check/"):
        response = hidden.client.get(f"/cases/new/{draft.pk}/{page}")
        text = response.content.decode().replace("Zyxwvut", "", text_count(response, "Zyxwvut"))
        assert hidden.told_by(text) == [], page
        if "hints" in response.context:
            assert not response.context["hints"]


def text_count(response, word: str) -> int:
    """How often the draft's own summary stands on the page."""
    return response.content.decode().count(word)


@pytest.mark.django_db
def test_the_load_of_an_investigator_counts_no_sealed_case(signed_in):
    investigator = UserFactory(role="investigator", first_name="Nia", last_name="Load")
    CaseFactory(investigator=investigator)
    CaseFactory(investigator=investigator, sealed=True)
    page = signed_in("manager").get(f"/cases/{CaseFactory().pk}/assign/").content.decode()
    assert "Nia Load (investigator, 1 open case)" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "slug", ["cases", "allegations", "outcomes", "officers", "repeat-register", "flag-decisions", "audit-log"]
)
def test_no_file_holds_it(signed_in, kind, slug):
    hidden = KINDS[kind](signed_in, "auditor")
    for asked in ("TS/CM/2026/81818", "81818"):
        hidden.client.get("/search/", {"q": asked})
        hidden.client.get("/cases/", {"officer": hidden.officer.pk})
    body = b"".join(hidden.client.post(f"/reports/exports/{slug}/", {"reason": "Audit"}).streaming_content).decode()
    typed = body.replace("TS/CM/2026/81818", "") if slug == "audit-log" else body
    assert hidden.told_by(typed) == []
