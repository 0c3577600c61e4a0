from datetime import timedelta

import pytest
from django.utils import timezone

from misconduct.accounts.actions import people
from misconduct.accounts.models import AccessGrant, User
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return UserFactory(role="administrator", is_force_wide=False)


def change(by: User, person: User, **fields: object) -> User:
    kept = {
        "role": person.role,
        "is_force_wide": person.is_force_wide,
        "is_active": person.is_active,
        "reason": "Moved",
    }
    return people.change_rights(by=by, person=person, **(kept | fields))


def grant(**fields: object) -> AccessGrant:
    return AccessGrant.objects.create(
        **{
            "user": UserFactory(),
            "object_type": "cases.case",
            "object_id": 7,
            "reason": "Needs it",
            "granted_by": UserFactory(),
        }
        | fields
    )


def test_add_person_gives_a_one_time_password_that_works(administrator):
    person, password = people.add_person(
        by=administrator, username="ada", first_name="Ada", last_name="Sample", role="caseworker"
    )
    assert person.check_password(password)
    assert person.password_is_temporary
    event = AuditEvent.objects.get()
    assert event.action == "account.added"
    assert password not in str(event.after)


def test_add_person_refuses_a_name_that_differs_only_in_capitals(administrator):
    UserFactory(username="ada")
    with pytest.raises(Refused) as refusal:
        people.add_person(by=administrator, username="Ada", first_name="A", last_name="S", role="caseworker")
    assert refusal.value.field == "username"


def test_add_person_refuses_a_name_with_blanks(administrator):
    with pytest.raises(Refused) as refusal:
        people.add_person(by=administrator, username="a b", first_name="A", last_name="S", role="caseworker")
    assert refusal.value.field == "username"


@pytest.mark.parametrize("role", ["caseworker", "investigator", "manager", "auditor"])
def test_only_an_administrator_manages_people(role):
    someone, other = UserFactory(role=role), UserFactory()
    for act in (
        lambda: people.add_person(by=someone, username="x", first_name="x", last_name="x", role="manager"),
        lambda: change(someone, other, role="manager"),
        lambda: people.reset_password(by=someone, person=other),
        lambda: people.withdraw_grant(by=someone, grant=grant(user=other), reason=""),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_change_of_rights_is_on_record_with_before_and_after(administrator):
    person = change(administrator, UserFactory(role="caseworker"), role="manager")
    assert person.role == "manager"
    event = AuditEvent.objects.get()
    assert (event.before["role"], event.after["role"], event.reason) == ("Caseworker", "Manager", "Moved")


def test_nobody_changes_their_own_rights(administrator):
    UserFactory(role="administrator")
    with pytest.raises(Refused, match="your own rights"):
        change(administrator, administrator, is_force_wide=True)
    with pytest.raises(Refused, match="your own"):
        people.reset_password(by=administrator, person=administrator)


def test_of_two_administrators_one_stays(administrator):
    other = UserFactory(role="administrator")
    change(other, administrator, is_active=False)
    administrator.refresh_from_db()
    with pytest.raises(NotAllowed):
        change(administrator, other, is_active=False)
    assert User.objects.filter(role="administrator", is_active=True).get() == other


@pytest.mark.parametrize("fields", [{"role": "manager"}, {"is_active": False}])
def test_the_last_administrator_cannot_be_removed(administrator, fields):
    """Reached when the one who asks is closed while their page is still open."""
    other = UserFactory(role="administrator")
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    with pytest.raises(Refused, match="last administrator"):
        change(administrator, other, **fields)


def test_a_change_of_nothing_is_refused(administrator):
    with pytest.raises(Refused, match="Nothing is changed"):
        change(administrator, UserFactory())


def test_reset_password_ends_the_old_one_and_is_on_record(administrator):
    person = UserFactory()
    person.set_password("harbour-lemon-staircase")
    person.save()
    password = people.reset_password(by=administrator, person=person)
    person.refresh_from_db()
    assert person.check_password(password)
    assert not person.check_password("harbour-lemon-staircase")
    assert person.password_is_temporary
    assert AuditEvent.objects.get().action == "account.password_reset"


def test_reset_password_refuses_a_closed_account(administrator):
    with pytest.raises(Refused, match="closed"):
        people.reset_password(by=administrator, person=UserFactory(is_active=False))


def test_withdrawn_access_ends_and_is_on_record(administrator):
    grant()
    ended = people.withdraw_grant(by=administrator, grant=grant(), reason="Left the team")
    assert not AccessGrant.objects.active().filter(pk=ended.pk).exists()
    event = AuditEvent.objects.get()
    assert (event.action, event.reason, event.touched[1]) == ("access.withdrawn", "Left the team", "cases.case:7")


def test_the_only_access_to_a_record_stays(administrator):
    only = grant()
    with pytest.raises(Refused, match="Nobody else"):
        people.withdraw_grant(by=administrator, grant=only, reason="x")
    assert AccessGrant.objects.active().count() == 1


def test_access_that_has_ended_is_not_withdrawn_again(administrator):
    with pytest.raises(Refused, match="already ended"):
        people.withdraw_grant(by=administrator, grant=grant(expires_at=timezone.now() - timedelta(days=1)), reason="x")


def test_where_reminders_go_is_changed_and_on_record(administrator):
    person = UserFactory(email="old@example.org")
    change(by=administrator, person=person, email="new@example.org")
    person.refresh_from_db()
    assert person.email == "new@example.org"
    event = AuditEvent.objects.get(action="account.changed")
    assert (event.before["email"], event.after["email"]) == ("old@example.org", "new@example.org")
