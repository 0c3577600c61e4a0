import pytest
from django.urls import reverse

from misconduct.accounts import navigation as module
from misconduct.accounts.navigation import NAVIGATION, navigation
from misconduct.accounts.roles import RoleName


@pytest.fixture
def all_pages(monkeypatch):
    """As if every page existed, each at an address made of its name."""
    monkeypatch.setattr(module, "reverse", lambda name: "/" if name == "home" else f"/{name.replace(':', '/')}/")


def labels(role: RoleName) -> list[str]:
    return [item.label for item in navigation(role, "/")]


def test_every_role_has_its_navigation():
    assert set(NAVIGATION) == set(RoleName)


def test_navigation_of_each_role(all_pages):
    assert labels(RoleName.CASEWORKER) == labels(RoleName.INVESTIGATOR) == ["My work", "Cases", "Deadlines", "Officers"]
    assert {"Flags", "Repeat allegations", "Exports"} < set(labels(RoleName.MANAGER))
    assert {"Exports", "Audit log", "Cases", "Officers"} < set(labels(RoleName.AUDITOR))
    assert labels(RoleName.ADMINISTRATOR) == ["My work", "People and roles", "Imports", "Code lists"]


def test_navigation_marks_where_the_person_is(all_pages):
    items = navigation(RoleName.MANAGER, "/cases/list/12/")
    assert [item.label for item in items if item.is_current] == ["Cases"]


@pytest.mark.parametrize("role", list(RoleName))
def test_every_entry_leads_to_a_page_that_marks_it(signed_in, role):
    client = signed_in(role)
    for item in navigation(role, "/"):
        response = client.get(item.url)
        assert response.status_code == 200
        assert [entry.label for entry in response.context["navigation"] if entry.is_current] == [item.label]


def test_frame_of_a_page_names_the_person_who_prints_it(signed_in):
    response = signed_in("auditor", first_name="Ada", last_name="Sample").get(reverse("account_change_password"))
    assert response.context["printed_by"] == "Ada Sample, auditor"
    assert response.context["force_name"]
