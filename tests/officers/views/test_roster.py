import pytest

from officers.models import Officer
from tests.factories import OfficerFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db
NEW = "/officers/new/"


def test_a_caseworker_adds_a_person(signed_in):
    unit = UnitFactory()
    answers = {"number": "7001", "surname": "Sample", "forenames": "Ada", "kind": "officer", "unit": unit.pk}
    response = signed_in("caseworker").post(NEW, answers)
    officer = Officer.objects.get(number="7001")
    assert response["Location"] == f"/officers/{officer.pk}/"


def test_a_taken_number_is_said_beside_the_field_and_nothing_typed_is_lost(signed_in):
    OfficerFactory(number="7001")
    response = signed_in("manager").post(
        NEW, {"number": "7001", "surname": "Sample", "forenames": "Ada", "kind": "staff"}
    )
    assert response.status_code == 422
    assert "already has this force number" in str(response.context["form"].errors["number"])
    assert response.context["form"]["surname"].value() == "Sample"


def test_a_date_that_does_not_exist_is_said_beside_the_field(signed_in):
    wrong = {"appointed_on_day": "31", "appointed_on_month": "2", "appointed_on_year": "2026"}
    response = signed_in("manager").post(
        NEW, {"number": "7001", "surname": "S", "forenames": "A", "kind": "staff"} | wrong
    )
    assert response.status_code == 422
    assert response.context["form"].errors["appointed_on"]
    assert not Officer.objects.exists()


@pytest.mark.parametrize("page", ["aliases", "postings"])
@pytest.mark.parametrize(
    ("role", "status"),
    [("caseworker", 200), ("manager", 200), ("investigator", 403), ("auditor", 403), ("administrator", 403)],
)
def test_who_may_open_the_forms(signed_in, role, status, page):
    assert signed_in(role).get(f"/officers/{OfficerFactory().pk}/{page}/new/").status_code == status


def test_forms_about_somebody_who_is_not_there(signed_in):
    client = signed_in("manager")
    assert client.get("/officers/0/aliases/new/").status_code == 404
    assert client.put(NEW).status_code == 405


def test_a_posting_starts_from_the_form(signed_in):
    first, unit = PostingFactory(), UnitFactory(name="Roads")
    day = {"starts_on_day": "4", "starts_on_month": "3", "starts_on_year": "2026"}
    client = signed_in("caseworker")
    page = f"/officers/{first.officer_id}/postings/new/"
    assert client.get(page).context["form"]["rank"].value() == "Constable"
    assert client.post(page, {"unit": unit.pk, "rank": "Sergeant"} | day).status_code == 302
    assert first.officer.postings.last().unit == unit


def test_an_alias_is_added_from_the_form(signed_in):
    officer = OfficerFactory()
    page = f"/officers/{officer.pk}/aliases/new/"
    response = signed_in("caseworker").post(page, {"kind": "number", "value": "C77"}, follow=True)
    assert "can now be found as C77" in response.content.decode()


def test_the_supervisor_of_a_posting_is_named_by_force_number(signed_in):
    first, supervisor = PostingFactory(), OfficerFactory()
    day = {"starts_on_day": "4", "starts_on_month": "3", "starts_on_year": "2026"}
    client = signed_in("caseworker")
    page = f"/officers/{first.officer_id}/postings/new/"
    refused = client.post(page, {"rank": "Constable", "supervisor": "nobody"} | day)
    assert refused.status_code == 422
    assert "Nobody on the roster has the force number “nobody”." in refused.content.decode()
    assert client.post(page, {"rank": "Constable", "supervisor": supervisor.number} | day).status_code == 302
    assert first.officer.postings.last().supervisor == supervisor
    assert client.get(page).context["form"]["supervisor"].value() == supervisor.number
    assert supervisor.name in client.get(f"/officers/{first.officer_id}/").content.decode()
