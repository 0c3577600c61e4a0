import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from misconduct.accounts.models import User
from misconduct.audit.models import AuditEvent, Result
from tests.factories import UserFactory

PASSWORD = "tangerine-orbit-kettle"
PAGE = "/accounts/login/"


@pytest.fixture
def robin(db) -> User:
    user = UserFactory(username="robin")
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(username: str, password: str, *, client: Client | None = None, **extra):
    return (client or Client()).post(PAGE, {"login": username, "password": password, **extra})


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


@pytest.mark.django_db
def test_every_page_sends_a_stranger_to_sign_in():
    response = Client().get("/accounts/password/change/")
    assert response.status_code == 302
    assert response["Location"] == f"{PAGE}?next=/accounts/password/change/"


def test_sign_in_is_on_record(robin):
    response = attempt("robin", PASSWORD)
    assert response.status_code == 302
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_id, event.object_id) == ("account.signed_in", robin.pk, str(robin.pk))


def test_sign_in_follows_a_next_of_this_site(robin):
    assert attempt("robin", PASSWORD, next="/officers/")["Location"] == "/officers/"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_sign_in_ignores_a_next_elsewhere(robin, elsewhere):
    assert attempt("robin", PASSWORD, next=elsewhere)["Location"] == "/"


def test_sign_in_says_the_same_whoever_it_is(robin):
    UserFactory(username="gone", is_active=False, password="x")
    pages = [attempt(name, "wrong").context["form"].non_field_errors() for name in ("robin", "gone", "nobody")]
    assert pages[0] == pages[1] == pages[2] == ["The user name or password is wrong. Check both and try again."]


def test_sign_in_tells_a_closed_account_no_more_than_a_stranger(robin):
    robin.is_active = False
    robin.save()
    response = attempt("robin", PASSWORD)
    assert response.status_code == 422
    assert "wrong" in str(response.context["form"].non_field_errors())
    assert actions() == ["account.sign_in_failed"]


def test_failed_sign_in_is_on_record(robin):
    attempt("Robin", "wrong")
    event = AuditEvent.objects.get()
    assert (event.action, event.result, event.object_id) == ("account.sign_in_failed", Result.DENIED, str(robin.pk))
    assert event.actor_id is None


@pytest.mark.django_db
def test_failed_sign_in_does_not_record_a_name_that_nobody_has():
    attempt("hunter2-typed-in-the-wrong-box", "x")
    event = AuditEvent.objects.get()
    assert "hunter2" not in f"{event.actor_name}{event.object_label}{event.reason}{event.after}{event.before}"


@pytest.mark.parametrize("username", ["robin", "nobody-of-that-name"])
def test_sixth_attempt_is_locked_out_even_with_the_right_password(robin, username):
    assert [attempt(username, "wrong").status_code for _ in range(5)] == [422] * 5
    response = attempt(username.upper(), PASSWORD)
    assert response.status_code == 429
    assert "Wait 10 minutes" in response.content.decode()
    assert actions() == ["account.sign_in_failed"] * 5 + ["account.locked_out"]


def test_lockout_of_one_person_leaves_others_in(robin):
    for _ in range(6):
        attempt("somebody-else", "wrong")
    assert attempt("robin", PASSWORD).status_code == 302


def test_sign_out_is_on_record_and_ends_the_session(signed_in):
    client = signed_in("auditor")
    assert client.post("/accounts/logout/")["Location"] == PAGE
    assert client.get("/accounts/password/change/").status_code == 302
    assert actions() == ["account.signed_out"]


def test_sign_out_takes_no_get_and_a_second_one_does_no_harm(signed_in):
    client = signed_in("auditor")
    assert client.get("/accounts/logout/").status_code == 405
    client.post("/accounts/logout/")
    assert client.post("/accounts/logout/")["Location"] == PAGE


def test_password_change_takes_the_new_password(signed_in, robin):
    client = signed_in(user=robin)
    answers = {"oldpassword": PASSWORD, "password1": "harbour-lemon-staircase", "password2": "harbour-lemon-staircase"}
    assert client.post("/accounts/password/change/", answers)["Location"] == "/"
    assert "account.password_changed" in actions()
    assert attempt("robin", "harbour-lemon-staircase").status_code == 302


def test_password_change_refuses_a_weak_password(signed_in, robin):
    client = signed_in(user=robin)
    response = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    )
    assert response.status_code == 422
    assert response.context["form"].errors["password1"]
    assert actions() == []


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "account_set_password"])
def test_nothing_else_of_the_library_is_open(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_form_from_an_older_session_gets_a_page_that_says_what_to_do(robin):
    response = Client(enforce_csrf_checks=True).post(PAGE, {"login": "robin", "password": PASSWORD})
    assert response.status_code == 403
    assert "Send the form again" in response.content.decode()


@pytest.mark.django_db
def test_demo_sign_ins_are_shown_only_where_asked_for(settings):
    settings.DEMO_SIGN_INS_SHOWN = False
    assert "wessex-vale-demo" not in Client().get(PAGE).content.decode()
    settings.DEMO_SIGN_INS_SHOWN = True
    assert "wessex-vale-demo" in Client().get(PAGE).content.decode()


@pytest.mark.django_db
def test_sign_in_page_after_a_time_out_says_why():
    assert "after 30 minutes without activity" in Client().get(f"{PAGE}?next=/cases/").content.decode()
