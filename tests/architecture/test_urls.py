"""Every page names its permission, and every role meets it as the table of roles says."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from misconduct.accounts.pages import Page
from misconduct.accounts.roles import ROLES, Permission, RoleName
from tests.architecture.world import arguments, arguments_of_nothing

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
def test_a_visitor_is_sent_to_sign_in():
    answers = {address.name: Client().get(path_of_nothing(address)) for address in PAGES}
    assert [name for name, answer in answers.items() if answer.status_code != 302] == []
    assert [name for name, answer in answers.items() if not answer["Location"].startswith("/accounts/login/")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES, ids=str)
def test_each_role_meets_each_page_as_the_table_says(address, signed_in):
    """Who may not open a page is refused a record that exists; who may, opens one that they may see."""
    anybodys = reverse(address.name, kwargs=arguments(address))
    for role in RoleName:
        client = signed_in(role)
        allowed = address.view.permission in ROLES[role].permissions
        path = reverse(address.name, kwargs=arguments(address, client.user)) if allowed else anybodys
        status = client.get(path).status_code
        if not opens(address):
            assert status == 405, role
        elif not allowed:
            assert status == 403, role
        else:
            assert status in {200, 302, 303}, role


@pytest.mark.django_db
def test_a_wrong_method_is_405_for_everybody(signed_in):
    auditor, manager = signed_in("auditor"), signed_in("manager")
    answered = {address.name: auditor.generic("PURGE", path_of_nothing(address)).status_code for address in PAGES}
    deleted = {
        address.name: manager.delete(path_of_nothing(address)).status_code
        for address in PAGES
        if not hasattr(address.view, "delete")
    }
    assert {name: status for name, status in answered.items() if status != 405} == {}
    assert {name: status for name, status in deleted.items() if status != 405} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.name)
def test_what_does_not_exist_is_404_for_whoever_may_see_such_pages(role, signed_in):
    client, answered = signed_in(role.name), {}
    for address in PAGES:
        if "pk" in address.keywords and address.view.permission in role.permissions:
            send = client.get if opens(address) else client.post
            answered[address.name] = send(path_of_nothing(address)).status_code
    assert {name: status for name, status in answered.items() if status != 404} == {}


def path_of_nothing(address):
    """The address of records that are not there: who asks, and how, is looked at first."""
    return reverse(address.name, kwargs=arguments_of_nothing(address))


def _permission(address):
    return getattr(address.view, "permission", None)
