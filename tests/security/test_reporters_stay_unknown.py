"""Who a confidential reporter is shows on no page, in no file, log or table: only behind a reason, once."""

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.urls import reverse

from cases.contacts.models import Party
from cases.models import Case
from reports.exports.registry import EXPORTS
from tests.architecture.test_urls import PAGES
from tests.factories import AllegationSubjectFactory, OfficerFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = ("Hushworth", "960123", "boathouse", "Shift 4")
ANSWERS = {
    "name": "Quillon Hushworth",
    "contact": "01632 960123",
    "safe_contact": "By the boathouse",
    "notes": "Works on Shift 4",
}


@pytest.fixture
def case(settings, signed_in) -> Case:
    """A case to which somebody has added a confidential reporter, through the page; a manager has looked."""
    settings.REPORTER_KEYS = [Fernet.generate_key().decode()]
    case = AllegationSubjectFactory().allegation.case
    added = signed_in("caseworker").post(f"/cases/{case.pk}/reporters/add/", {**ANSWERS, "version": case.version})
    assert added.status_code == 302
    shown = signed_in("manager").post(_identify(case), {"reason": "Threat to them", "version": 1})
    assert all(word in shown.content.decode() for word in WORDS)
    return case


def _identify(case: Case) -> str:
    return f"/cases/{case.pk}/reporters/{Party.objects.get(case=case).pk}/identify/"


def told(text: str) -> list[str]:
    return [word for word in WORDS if word in text]


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_no_page_shows_them(case, signed_in, role):
    client, found = signed_in(role), {}
    of_case = [page for page in PAGES if page.keywords == ("pk",) and getattr(page.view, "model", None) is Case]
    bare = [page for page in PAGES if not page.keywords and hasattr(page.view, "get")]
    paths = [reverse(page.name, args=[case.pk]) for page in of_case if "new_" not in page.name]
    paths += [reverse(page.name) for page in bare]
    for path in [*paths, _identify(case), f"/audit/?record=cases.case:{case.pk}"]:
        response = client.get(path)
        if response.status_code == 200 and (words := told(response.content.decode())):
            found[path] = words
    assert found == {}


@pytest.mark.parametrize("asked", ["Hushworth", "Quillon", "960123", "boathouse"])
def test_no_search_finds_them(case, signed_in, asked):
    for path in ("/search/", "/cases/"):
        response = signed_in("manager").get(path, {"q": asked}, follow=True)
        assert case.reference not in response.content.decode().replace(asked, "")


@pytest.mark.parametrize("slug", EXPORTS)
def test_no_export_holds_them(case, signed_in, slug):
    client = signed_in("auditor")
    body = b"".join(client.post(f"/reports/exports/{slug}/", {"reason": "Audit"}).streaming_content).decode()
    assert told(body) == []


def test_no_table_holds_them_in_clear(case):
    """Every row of every table, the log and the row history included."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row::text FROM "{table}" AS row WHERE row::text ~ %s', ["|".join(WORDS)])
            if rows := cursor.fetchall():
                found[table] = rows
    assert found == {}


def test_the_form_takes_the_number_of_an_officer_and_says_how_to_mend_one(case, signed_in):
    officer, client, page = OfficerFactory(number="C7001"), signed_in("caseworker"), f"/cases/{case.pk}/reporters/add/"
    answers = {**ANSWERS, "version": Case.objects.get(pk=case.pk).version}
    refused = client.post(page, {**answers, "number": "7001"})
    assert refused.status_code == 422
    assert "Nobody on the roster has the force number “7001”. Check it, or leave it empty." in refused.text
    assert client.post(page, {**answers, "number": "c7001"}).status_code == 302
    party = Party.objects.filter(case=case).latest("pk")
    identify = f"/cases/{case.pk}/reporters/{party.pk}/identify/"
    assert "c7001" in signed_in("manager").post(identify, {"reason": "Threat", "version": 1}).text
    for path in (f"/cases/{case.pk}/people/", f"/cases/{case.pk}/timeline/", officer.get_absolute_url()):
        assert "Hushworth" not in client.get(path).text
    assert "C7001" not in client.get(f"/cases/{case.pk}/people/").text


def test_a_refused_form_keeps_what_was_typed_for_nobody_but_whoever_typed_it(case, signed_in):
    refused = signed_in("caseworker").post(f"/cases/{case.pk}/reporters/add/", {"notes": "Shift 4", "version": 99})
    assert refused.status_code == 422
    assert refused["Cache-Control"].startswith("no-store") or "no-store" in refused["Cache-Control"]
