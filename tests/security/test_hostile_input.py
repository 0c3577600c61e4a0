"""Whatever is typed into an address or a form, a page answers; it never breaks."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from misconduct.accounts.roles import ROLES, RoleName
from tests.architecture.test_urls import PAGES
from tests.architecture.world import arguments

HOSTILE = ("\x00", "-1", "9" * 30, "²", "9999-12-31", "0001-01-01", "%s {0} \\ ' \u202e💥 <script>alert(1)</script>")
ALONE = ("\x00", "9" * 30, "9999-12-31")
# Longer than any field takes, and all fields together still short enough to be read.
LONG = "a" * 60_000
# Addresses read these without a form or a filter.
ALWAYS = {"q", "page", "sort", "officer", "kind", "months", "from", "next", "version", "status"}
# Those of them that every list reads.
FILTERS = {"q", "page", "sort"}
pytestmark = pytest.mark.django_db


def _role_for(permission: str) -> RoleName:
    return next(role.name for role in ROLES.values() if permission in role.permissions)


def _names(response: Any) -> set[str]:
    """Every name that the page's filters and forms read."""
    found = set(ALWAYS)
    for layer in response.context or ():
        for value in [value for part in layer.dicts for value in part.values()]:
            form = getattr(value, "form", value)
            fields = getattr(form, "fields", None)
            if isinstance(fields, dict):
                found |= {form.add_prefix(name) for name in fields}
    return found


def _broken(client: Client, method: str, path: str, queries: Iterator[dict[str, str]]) -> list[str]:
    found = []
    for query in queries:
        try:
            response = getattr(client, method)(path, query)
            if getattr(response, "streaming", False):
                b"".join(response.streaming_content)
            if response.status_code >= 500:
                found.append(f"{method} {query!r:.80}: {response.status_code}")
        except Exception as error:
            found.append(f"{method} {query!r:.80}: {error!r:.160}")
    return found


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_no_query_breaks_a_page(address, signed_in):
    client = signed_in(_role_for(address.view.permission))
    path = reverse(address.name, kwargs=arguments(address, client.user))
    names = sorted(_names(client.get(path)))
    # The page of a record reads hardly anything of its address.
    queries = [dict.fromkeys(names, value) for value in (ALONE if address.keywords else HOSTILE)]
    if not address.keywords:
        # Beside an answer that cannot be read nothing is looked for: on a list each goes through alone as well.
        own = [name for name in names if name not in ALWAYS - FILTERS]
        queries += [{name: value} for name in own for value in ALONE]
    assert _broken(client, "get", path, iter(queries)) == []


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_no_answer_breaks_a_form(address, signed_in):
    client = signed_in(_role_for(address.view.permission))
    path = reverse(address.name, kwargs=arguments(address, client.user))
    names = sorted(_names(client.get(path)))
    queries = [dict.fromkeys(names, value) for value in ("\x00", "-1", "9" * 30, LONG)]
    assert _broken(client, "post", path, iter(queries)) == []


@pytest.mark.parametrize("model", sorted(admin.site._registry, key=lambda model: model._meta.label), ids=str)
def test_no_query_breaks_the_records_as_stored(model, signed_in):
    held = admin.site._registry[model].permission
    client = signed_in(_role_for(held), is_staff=True)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    lists = reverse(f"{name}_changelist")
    names = ("q", "o", "p", "all", "_facets")
    queries = [dict.fromkeys(names, value) for value in HOSTILE] + [{"q": value} for value in ALONE]
    assert _broken(client, "get", lists, iter(queries)) == []
    for value in HOSTILE:
        assert _broken(client, "get", reverse(f"{name}_change", args=[value]), iter([{}])) == []


@pytest.mark.parametrize("path", ["/admin/%00", "/%00", "/cases/%00/", "/admin/cases/case/%00/", "/search/%00"])
@pytest.mark.parametrize("is_staff", [True, False])
def test_no_address_breaks(signed_in, path, is_staff):
    assert signed_in("manager", is_staff=is_staff).get(path).status_code in {302, 403, 404}
