import pytest

from misconduct.accounts.models import User
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed
from officers.actions import accounts
from officers.models import Officer
from tests.factories import OfficerFactory, SubjectFactory, UserFactory
from tests.factories.merges import merged
from tests.reading import send_as_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return UserFactory(role="manager", first_name="Ada")


def page_of(person: User) -> str:
    return f"/officers/accounts/{person.pk}/"


def test_an_administrator_says_whose_record_it_is_and_the_person_no_longer_sees_it(signed_in, ada):
    officer = OfficerFactory(number="WV1234")
    case = SubjectFactory(officer=officer).case
    before = signed_in(user=ada)
    assert before.get(case.get_absolute_url()).status_code == 200

    client = signed_in("administrator")
    answer = {"number": "wv1234", "reason": "From personnel"}
    assert send_as_read(client, page_of(ada), answer)["Location"] == ada.get_absolute_url()

    assert "WV1234" in client.get(ada.get_absolute_url()).content.decode()
    assert before.get(case.get_absolute_url()).status_code == 404
    assert before.get(officer.get_absolute_url()).status_code == 404
    event = AuditEvent.objects.get(action="account.own_record_changed")
    assert event.reason == "From personnel"
    assert f"officers.officer:{officer.pk}" in event.touched


def test_a_record_is_taken_back(signed_in, ada):
    OfficerFactory(number="WV1234", account=ada)
    send_as_read(signed_in("administrator"), page_of(ada), {"number": "", "reason": "A namesake"})
    assert not Officer.objects.filter(account=ada).exists()


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("WV9999", "Nobody on the roster has this force number."),
        ("WV2222", "This is the own record of somebody else who signs in."),
        ("WV1111", "Nothing is changed."),
        ("WV3333", "This is the second record of somebody."),
    ],
)
def test_what_does_not_fit_is_refused(signed_in, ada, number, message):
    OfficerFactory(number="WV1111", account=ada)
    OfficerFactory(number="WV2222", account=UserFactory())
    merged(OfficerFactory(), OfficerFactory(number="WV3333"))
    response = send_as_read(signed_in("administrator"), page_of(ada), {"number": number, "reason": "x"})
    assert response.status_code == 422
    assert message in response.content.decode()


def test_of_two_administrators_the_second_is_told_whose_record_it_is_now(signed_in, ada):
    OfficerFactory(number="WV1111"), OfficerFactory(number="WV2222")
    first, second = signed_in("administrator"), signed_in("administrator")
    read = second.get(page_of(ada)).context["read"]
    send_as_read(first, page_of(ada), {"number": "WV1111", "reason": "From personnel"})
    response = second.post(page_of(ada), {"number": "WV2222", "reason": "By her badge", "read": read})
    assert response.status_code == 409
    assert "By her badge" in response.text
    assert Officer.objects.get(account=ada).number == "WV1111"


def test_nobody_sets_their_own(signed_in):
    client = signed_in("administrator")
    OfficerFactory(number="WV1234", account=client.user)
    assert client.post(page_of(client.user), {"number": "", "reason": "x"}).status_code == 422
    assert Officer.objects.filter(account=client.user).exists()


@pytest.mark.parametrize("role", ["caseworker", "investigator", "manager", "auditor"])
def test_own_records_are_for_administrators_only(signed_in, role, ada):
    assert signed_in(role).get(page_of(ada)).status_code == 403
    with pytest.raises(NotAllowed):
        accounts.set_own_record(by=UserFactory(role=role), person=ada, number="", reason="x")


def test_page_of_nobody_and_a_wrong_method(signed_in, ada):
    client = signed_in("administrator")
    assert client.get("/officers/accounts/0/").status_code == 404
    assert client.put(page_of(ada)).status_code == 405
