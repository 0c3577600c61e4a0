"""Ways around the sign-in page and out of a closed account."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from misconduct.accounts.models import User
from misconduct.audit.models import AuditEvent
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "tangerine-orbit-kettle"
PAGE = "/accounts/login/"


@pytest.fixture
def smith() -> User:
    return UserFactory(username="smith", password=make_password(PASSWORD))


def attempt(name: str, password: str, client: Client | None = None, address: str = "192.0.2.1", **extra):
    return (client or Client()).post(PAGE, {"login": name, "password": password, **extra}, REMOTE_ADDR=address)


def test_spelling_a_name_otherwise_gives_no_further_attempts(smith):
    names = ("smith", "SMITH", " smith ", "\u017fmith", "sm\u0131th")
    tries = [attempt(name, "wrong", address=f"192.0.2.{n}") for n, name in enumerate(names, start=1)]
    assert [response.status_code for response in tries] == [422] * 5
    assert attempt("\u017fm\u0131th", PASSWORD, address="192.0.2.9").status_code == 429
    assert attempt("smith", PASSWORD, address="192.0.2.10").status_code == 429
    assert AuditEvent.objects.filter(action="account.locked_out", object_id=str(smith.pk)).count() == 2


def test_a_name_nobody_has_is_locked_out_alike():
    statuses = [attempt("nobody", "wrong", address=f"192.0.2.{n}").status_code for n in range(1, 7)]
    assert statuses == [422] * 5 + [429]


def test_signing_in_gives_the_session_a_new_key(smith):
    client = Client()
    client.get(PAGE)
    session = client.session
    session["mark"] = "planted"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    attempt("smith", PASSWORD, client)
    assert client.cookies["sessionid"].value != before


def test_signing_out_ends_the_session_on_the_server_too(smith):
    client = Client()
    attempt("smith", PASSWORD, client)
    kept = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/").status_code == 302


def test_closing_an_account_ends_what_it_does_at_once(signed_in):
    client = signed_in("manager")
    assert client.get("/cases/").status_code == 200
    User.objects.filter(pk=client.user.pk).update(is_active=False)
    assert client.get("/cases/")["Location"].startswith(PAGE)


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]
)
def test_no_page_leads_elsewhere(signed_in, elsewhere):
    client = signed_in("manager", is_staff=True)
    for path in (f"{PAGE}?next={elsewhere}", f"/admin/?next={elsewhere}"):
        assert "example.org" not in client.get(path).headers.get("Location", "")
    answer = client.post("/accounts/logout/", {"next": elsewhere})
    assert "example.org" not in answer["Location"]
    assert "alert" not in answer["Location"]


def test_a_wrong_current_password_is_on_record(smith):
    client = Client()
    client.force_login(smith)
    answer = {"oldpassword": "wrong", "password1": "copper-lantern-river", "password2": "copper-lantern-river"}
    assert client.post("/accounts/password/change/", answer).status_code == 422
    assert AuditEvent.objects.filter(action="account.password_refused", actor_id=smith.pk).exists()


def test_guessing_the_current_password_ends_in_a_lockout(smith):
    client = Client()
    client.force_login(smith)
    answer = {"oldpassword": "wrong", "password1": "copper-lantern-river", "password2": "copper-lantern-river"}
    statuses = [client.post("/accounts/password/change/", answer).status_code for _ in range(8)]
    assert statuses[-1] == 429


@pytest.mark.parametrize(
    "address", ["/admin/accounts/user/?password__startswith=argon2", "/admin/accounts/accessgrant/?reason__contains=a"]
)
def test_records_as_stored_do_not_answer_what_they_hide(signed_in, address):
    client = signed_in("administrator", is_staff=True)
    assert client.get(address).status_code == 400
