"""Every page names its permission, and every role meets it as the table of roles says."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from misconduct.accounts.pages import Page
from misconduct.accounts.roles import ROLES, Permission, RoleName
from tests.architecture.world import arguments

# Reached without signing in, or by every signed-in person about themselves.
OPEN = {"account_login", "healthz", "readyz"}
FRAMEWORK = {"admin", "djdt"}


@dataclass(frozen=True)
class Address:
    name: str
    view: type | None
    keywords: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def addresses() -> Iterator[Address]:
    yield from _walk(get_resolver().url_patterns, "", ())


def _walk(patterns, namespace, above) -> Iterator[Address]:
    for pattern in patterns:
        keywords = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace
            if inner not in FRAMEWORK:
                yield from _walk(pattern.url_patterns, f"{namespace}{inner}:" if inner else namespace, keywords)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", None)
            yield Address(f"{namespace}{pattern.name}", view, keywords)


ALL = sorted(addresses(), key=str)
PAGES = [address for address in ALL if address.view and issubclass(address.view, Page)]


def opens(page: Address) -> bool:
    """Whether the page is opened with GET; the others only take what a form sends."""
    return page.view is not None and page.view().answers(RequestFactory().get("/"))


def test_every_address_is_a_page_with_a_permission():
    bare = [
        address.name
        for address in ALL
        if address.name not in OPEN
        and not address.name.startswith("account_")
        and not (address.view and issubclass(address.view, Page) and isinstance(_permission(address), Permission))
    ]
    assert bare == []


def test_there_are_pages():
    assert len(PAGES) > 40


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES, ids=str)
def test_a_visitor_is_sent_to_sign_in(address):
    response = Client().get(_path(address))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(RoleName))
@pytest.mark.parametrize("address", PAGES, ids=str)
def test_each_role_meets_each_page_as_the_table_says(address, role, signed_in):
    client = signed_in(role)
    status = client.get(_path(address, client.user)).status_code
    allowed = _permission(address) in ROLES[role].permissions
    if not opens(address):
        assert status == 405
    elif not allowed:
        assert status == 403
    else:
        assert status in {200, 302, 303}


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES, ids=str)
def test_a_wrong_method_is_405_for_everybody(address, signed_in):
    assert signed_in("auditor").generic("PURGE", _path(address)).status_code == 405
    if not hasattr(address.view, "delete"):
        assert signed_in("manager").delete(_path(address)).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", [page for page in PAGES if "pk" in page.keywords], ids=str)
def test_what_does_not_exist_is_404_for_whoever_may_see_such_pages(address, signed_in):
    role = next(role.name for role in ROLES.values() if _permission(address) in role.permissions)
    keywords = {**arguments(address), "pk": 999_999_999}
    client = signed_in(role)
    path = reverse(address.name, kwargs=keywords)
    response = client.get(path) if opens(address) else client.post(path)
    assert response.status_code == 404


def _permission(address):
    return getattr(address.view, "permission", None)


def _path(address, user=None):
    return reverse(address.name, kwargs=arguments(address, user))
