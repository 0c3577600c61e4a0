"""The pages about the people of a case: what each role reads, what a form saves, what it refuses."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.contacts.models import Contact, Party
from cases.models import Case
from cases.stages import RecordType
from tests.factories import CaseFactory, ContactFactory, PartyFactory, UserFactory

pytestmark = pytest.mark.django_db
WORK = {"caseworker", "manager"}
FORMS = (
    ("parties/add/", WORK),
    ("parties/{party}/change/", WORK),
    ("parties/{party}/stop-updates/", WORK),
    ("parties/{party}/take-off/", WORK),
    ("parties/{party}/contacts/add/", WORK),
    ("contacts/{contact}/correct/", WORK),
    ("reporters/add/", WORK),
    ("reporters/{reporter}/identify/", {"manager"}),
)
MONITORED = {"age_band": "not-known", "sex": "not-known", "ethnicity": "not-known", "disability": "not-known"}
ANSWERS = {"roles": ["complainant"], "name": "Kim Invented", "standing": "not-known", **MONITORED, "version": 1}


@pytest.fixture
def contact():
    """An entry with a complainant, in a case that also has a confidential reporter."""
    contact = ContactFactory(party__name="Kim Invented", party__phone="01632 960001")
    PartyFactory(case=contact.case, reporter=True)
    return contact


def address(contact, form):
    reporter = contact.case.parties.get(is_confidential=True)
    places = {"party": contact.party_id, "contact": contact.pk, "reporter": reporter.pk}
    return f"/cases/{contact.case_id}/{form.format(**places)}"


@pytest.mark.parametrize(("form", "roles"), FORMS)
@pytest.mark.parametrize("role", ["caseworker", "manager", "auditor", "administrator"])
def test_form_opens_for_its_roles_only(signed_in, contact, form, roles, role):
    assert signed_in(role).get(address(contact, form)).status_code == (200 if role in roles else 403)


@pytest.mark.parametrize(("form", "roles"), FORMS)
def test_form_is_not_there_out_of_scope(signed_in, contact, form, roles):
    Case.objects.update(is_sealed=True)
    client = signed_in("manager")
    assert client.get(address(contact, form)).status_code == 404
    assert client.post(address(contact, form), {"version": 1}).status_code == 404


@pytest.mark.parametrize("form", [form for form, _ in FORMS])
def test_empty_form_says_what_is_missing_and_saves_nothing(signed_in, contact, form):
    response = signed_in("manager").post(address(contact, form), {"version": "1"})
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert Case.objects.get(pk=contact.case_id).version == 1


@pytest.mark.parametrize(
    "place",
    ["parties/{party}/change/", "parties/{party}/contacts/add/", "contacts/{contact}/correct/"],
)
def test_what_belongs_to_another_case_is_not_there(signed_in, contact, place):
    other = ContactFactory()
    path = f"/cases/{contact.case_id}/{place.format(party=other.party_id, contact=other.pk)}"
    assert signed_in("manager").get(path).status_code == 404


def test_a_confidential_reporter_has_no_ordinary_form(signed_in, contact):
    reporter = contact.case.parties.get(is_confidential=True)
    assert signed_in("manager").get(f"/cases/{contact.case_id}/parties/{reporter.pk}/change/").status_code == 404
    path = f"/cases/{contact.case_id}/reporters/{contact.party_id}/identify/"
    assert signed_in("manager").get(path).status_code == 404


def test_somebody_is_added_with_what_they_want_and_need(signed_in):
    case = CaseFactory()
    given = ANSWERS | {"wants_updates": "yes", "safe_contact": "Never call at home", "marks": ["is_vulnerable"]}
    response = signed_in("caseworker").post(f"/cases/{case.pk}/parties/add/", given, follow=True)
    party = Party.objects.get()
    assert (party.wants_updates, party.is_vulnerable, party.is_child) == (True, True, False)
    assert "Kim Invented" in response.text
    assert "Never call at home" in response.text


def test_a_change_opens_with_what_is_known_and_saves_the_rest(signed_in, contact):
    client = signed_in("caseworker")
    page = client.get(address(contact, "parties/{party}/change/"))
    assert 'value="01632 960001"' in page.text
    given = ANSWERS | {"phone": "", "wants_updates": "yes"}
    assert client.post(address(contact, "parties/{party}/change/"), given).status_code == 302
    contact.party.refresh_from_db()
    assert contact.party.phone == ""


def test_somebody_overtaken_is_told_and_keeps_what_they_typed(signed_in, contact):
    Case.objects.update(version=5)
    response = signed_in("caseworker").post(address(contact, "parties/add/"), ANSWERS)
    assert response.status_code == 409
    assert 'value="Kim Invented"' in response.text


def test_a_contact_is_logged_and_read(signed_in, contact):
    given = {"day_day": "11", "day_month": "3", "day_year": "2026", "time": "3:07pm", "direction": "in", "version": 1}
    given |= {"channel": "phone", "purpose": "other", "said": "Asked when they will hear."}
    client = signed_in("caseworker")
    response = client.post(address(contact, "parties/{party}/contacts/add/"), given, follow=True)
    assert "Asked when they will hear." in response.text
    assert Contact.objects.latest("pk").at == datetime(2026, 3, 11, 15, 7, tzinfo=UTC)


def test_those_who_work_on_cases_read_names_and_an_auditor_what_they_are(signed_in, contact):
    for page in ("people/", "contacts/"):
        path = f"/cases/{contact.case_id}/{page}"
        assert "Kim Invented" in signed_in("caseworker").get(path).text
        shown = signed_in("auditor").get(path).text
        assert "Kim Invented" not in shown
        assert "01632 960001" not in shown
        assert "Party 1, complainant" in shown


def test_search_finds_a_case_by_a_name_in_it_for_whoever_may_read_names(signed_in, contact):
    assert contact.case.reference in signed_in("caseworker").get("/search/?q=kim invented").text
    assert contact.case.reference not in signed_in("auditor").get("/search/?q=kim invented").text


def test_a_complaint_without_its_complainant_asks_for_them(signed_in):
    case = CaseFactory(record_type=RecordType.COMPLAINT_INSIDE)
    client = signed_in("caseworker")
    assert "Nobody is recorded as the complainant" in client.get(f"/cases/{case.pk}/").text
    PartyFactory(case=case, name="")
    assert "Nobody is recorded as the complainant" not in client.get(f"/cases/{case.pk}/").text


def test_empty_pages_say_what_would_stand_there(signed_in):
    case, client = CaseFactory(), signed_in("caseworker")
    assert "Nobody is recorded yet" in client.get(f"/cases/{case.pk}/people/").text
    assert "No contact logged yet" in client.get(f"/cases/{case.pk}/contacts/").text


def test_a_long_log_has_pages(signed_in, contact):
    for _ in range(55):
        ContactFactory(party=contact.party)
    client, log = signed_in(), f"/cases/{contact.case_id}/contacts/"
    assert len(client.get(log).context["contacts"]) == 50
    assert len(client.get(f"{log}?page=2").context["contacts"]) == 6


@pytest.mark.parametrize("page", ["people/", "contacts/"])
def test_the_number_of_queries_does_not_grow(signed_in, page):
    case, client = CaseFactory(), signed_in("caseworker")
    user = UserFactory()
    ContactFactory(party__case=case, made_by=user)
    client.get(f"/cases/{case.pk}/{page}")
    with _counted() as few:
        client.get(f"/cases/{case.pk}/{page}")
    for _ in range(5):
        ContactFactory(party__case=case)
    with _counted() as many:
        client.get(f"/cases/{case.pk}/{page}")
    assert len(few) == len(many)


def _counted():
    return CaptureQueriesContext(connection)
