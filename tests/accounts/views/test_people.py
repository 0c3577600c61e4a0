import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from misconduct.accounts.models import AccessGrant, User
from misconduct.audit.models import AuditEvent
from tests.factories import UserFactory
from tests.reading import send_as_read

pytestmark = pytest.mark.django_db
LIST = "/accounts/"
ADD = "/accounts/people/new/"


@pytest.fixture
def client(signed_in):
    return signed_in("administrator")


@pytest.fixture
def ada() -> User:
    return UserFactory(username="ada", first_name="Ada", last_name="Sample")


@pytest.fixture
def held(ada) -> AccessGrant:
    """One of two leaves to see a record."""
    fields = {"object_type": "cases.case", "object_id": 7, "reason": "Secret", "granted_by": UserFactory()}
    AccessGrant.objects.create(user=UserFactory(), **fields)
    return AccessGrant.objects.create(user=ada, **fields)


@pytest.mark.parametrize("role", ["caseworker", "investigator", "manager", "auditor"])
def test_pages_are_for_administrators_only(signed_in, role, ada, held):
    other = signed_in(role)
    for page in (LIST, ADD, "/accounts/grants/", f"/accounts/grants/{held.pk}/withdraw/"):
        assert other.get(page).status_code == 403
    for part in ("", "rights/", "password/"):
        assert other.get(f"/accounts/people/{ada.pk}/{part}").status_code == 403
        assert other.get(f"/accounts/people/0/{part}").status_code == 403


def test_somebody_who_is_not_there(client):
    for part in ("", "rights/", "password/"):
        assert client.get(f"/accounts/people/0/{part}").status_code == 404
    assert client.get("/accounts/grants/0/withdraw/").status_code == 404


def test_wrong_methods_are_refused(client, ada):
    for page in (LIST, "/accounts/grants/", "/accounts/roles/", f"/accounts/people/{ada.pk}/"):
        assert client.post(page).status_code == 405
    assert client.put(ADD).status_code == 405


def test_list_finds_people_and_is_on_record(client, ada):
    UserFactory(is_active=False)
    response = client.get(f"{LIST}?q=sample+ada&state=open")
    assert list(response.context["page_obj"]) == [ada]
    assert AuditEvent.objects.get().action == "account.list_viewed"


def test_adding_a_person_shows_their_password_once_and_never_caches_it(client):
    answers = {"username": "ben", "first_name": "Ben", "last_name": "Example", "role": "investigator"}
    response = client.post(ADD, answers)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert User.objects.get(username="ben").password_is_temporary


def test_a_taken_user_name_is_said_beside_the_field(client, ada):
    answers = {"username": "ADA", "first_name": "Ben", "last_name": "Example", "role": "investigator"}
    response = client.post(ADD, answers)
    assert response.status_code == 422
    assert response.context["form"].errors["username"]


def test_rights_change_from_the_form(client, ada):
    page = f"/accounts/people/{ada.pk}/rights/"
    assert client.get(page).context["form"]["role"].value() == "caseworker"
    answers = {"role": "auditor", "is_active": "on", "reason": "New job"}
    assert send_as_read(client, page, answers)["Location"] == f"/accounts/people/{ada.pk}/"
    ada.refresh_from_db()
    assert (ada.role, ada.is_force_wide) == ("auditor", False)


def test_of_two_administrators_who_change_rights_the_second_is_told(client, ada, signed_in):
    page, second = f"/accounts/people/{ada.pk}/rights/", signed_in("administrator")
    read = client.get(page).context["read"]
    given = {"is_active": "on", "is_force_wide": "on", "read": read}
    assert client.post(page, {**given, "role": "auditor", "reason": "New job"}).status_code == 302
    mail = {**given, "role": "caseworker", "email": "ada@example.org", "reason": "Where she reads her mail."}
    response = second.post(page, mail)
    assert response.status_code == 409
    assert "Somebody else changed this after you opened it." in response.text
    assert "Where she reads her mail." in response.text
    ada.refresh_from_db()
    assert (ada.role, ada.email) == ("auditor", "")
    again = {**mail, "role": "auditor", "read": response.context["read"]}
    assert second.post(page, again).status_code == 302


def test_a_wrong_answer_does_not_take_up_newer_rights(client, ada):
    page = f"/accounts/people/{ada.pk}/rights/"
    response = client.post(page, {"role": "king", "reason": "x", "read": "as it was"})
    assert (response.status_code, response.context["read"]) == (422, "as it was")


def test_a_role_that_does_not_exist_is_refused(client, ada):
    response = client.post(f"/accounts/people/{ada.pk}/rights/", {"role": "king", "is_active": "on", "reason": "x"})
    assert response.status_code == 422
    ada.refresh_from_db()
    assert ada.role == "caseworker"


def test_own_page_offers_no_change_and_the_form_refuses_it(client):
    me = client.user
    assert "/rights/" not in client.get(f"/accounts/people/{me.pk}/").content.decode()
    response = client.post(f"/accounts/people/{me.pk}/rights/", {"role": "manager", "is_active": "on", "reason": "x"})
    assert response.status_code == 422
    assert "your own rights" in response.content.decode()


def test_a_closed_account_is_out_at_the_next_click(client, ada, signed_in):
    session = signed_in(user=ada)
    page = f"/accounts/people/{ada.pk}/rights/"
    send_as_read(client, page, {"role": ada.role, "is_force_wide": "on", "reason": "Left"})
    assert session.get("/accounts/roles/").status_code == 302


def test_one_time_password_lets_in_and_must_be_changed_first(client, ada):
    response = client.post(f"/accounts/people/{ada.pk}/password/")
    password = response.content.decode().split('govuk-!-margin-bottom-0">')[1].split("<")[0]
    session = Client()
    assert session.post("/accounts/login/", {"login": "ada", "password": password}).status_code == 302
    assert session.get("/accounts/roles/")["Location"] == "/accounts/password/change/"
    own = "harbour-lemon-staircase"
    session.post("/accounts/password/change/", {"oldpassword": password, "password1": own, "password2": own})
    assert session.get("/accounts/roles/").status_code == 200


def test_a_reset_password_ends_the_sessions_of_that_person(client, ada, signed_in):
    session = signed_in(user=ada)
    client.post(f"/accounts/people/{ada.pk}/password/")
    assert session.get("/accounts/roles/").status_code == 302


def test_grants_are_listed_without_case_content_and_withdrawn(client, held, ada):
    text = client.get("/accounts/grants/").content.decode()
    assert "Ada Sample" in text
    assert "Secret" not in text
    assert client.post(f"/accounts/grants/{held.pk}/withdraw/", {"reason": "Left the team"}).status_code == 302
    assert not AccessGrant.objects.active().filter(pk=held.pk).exists()


def test_roles_page_is_for_everybody_signed_in(signed_in):
    assert "Read the audit log" in signed_in("caseworker").get("/accounts/roles/").content.decode()


def test_recent_sign_ins_are_on_the_page_of_a_person(client, ada):
    Client().post("/accounts/login/", {"login": "ada", "password": "wrong"})
    assert "Failed to sign in" in client.get(f"/accounts/people/{ada.pk}/").content.decode()


def test_list_asks_the_same_number_of_queries_for_two_people_and_twenty(client):
    counts = []
    for more in (2, 18):
        UserFactory.create_batch(more)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]
