import pytest

from misconduct.accounts.models import User
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, Refused
from officers.actions import scopes
from officers.models import UnitScope
from tests.factories import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return UserFactory(scoped=True)


def test_units_are_added_and_removed_from_the_page(signed_in, ada):
    client, unit = signed_in("administrator"), UnitFactory(name="Roads")
    page = f"/officers/scopes/{ada.pk}/"
    assert client.post(page, {"unit": unit.pk})["Location"] == page
    assert "Roads" in client.get(page).content.decode()
    client.post(f"{page}remove/", {"unit": unit.pk})
    assert not UnitScope.objects.exists()
    assert [event.action for event in AuditEvent.objects.all()] == ["account.units_changed"] * 2


@pytest.mark.parametrize("role", ["caseworker", "investigator", "manager", "auditor"])
def test_units_are_for_administrators_only(signed_in, role, ada):
    unit = UnitFactory()
    assert signed_in(role).get(f"/officers/scopes/{ada.pk}/").status_code == 403
    with pytest.raises(NotAllowed):
        scopes.add_unit(by=UserFactory(role=role), person=ada, unit=unit)


def test_page_of_nobody_and_wrong_methods(signed_in, ada):
    client = signed_in("administrator")
    assert client.get("/officers/scopes/0/").status_code == 404
    assert client.get(f"/officers/scopes/{ada.pk}/remove/").status_code == 405


def test_nobody_chooses_their_own_units(signed_in):
    client = signed_in("administrator")
    response = client.post(f"/officers/scopes/{client.user.pk}/", {"unit": UnitFactory().pk})
    assert response.status_code == 422
    assert not UnitScope.objects.exists()


def test_a_unit_is_chosen_once_and_removed_once(ada):
    by, unit = UserFactory(role="administrator"), UnitFactory()
    scopes.add_unit(by=by, person=ada, unit=unit)
    with pytest.raises(Refused, match="already sees"):
        scopes.add_unit(by=by, person=ada, unit=unit)
    scopes.remove_unit(by=by, person=ada, unit=unit)
    with pytest.raises(Refused, match="any more"):
        scopes.remove_unit(by=by, person=ada, unit=unit)
