"""Every page of every role: accessible, in one order for Tab, and inside the width of the screen.

Each role starts at My work and follows the links it is given, one page of a kind; then come the pages that no link led
to, each with a record made for it. A page is judged as the role that is offered most on it sees it: the rules of axe,
which take half the time, are asked of it then, and a page without a link is opened then. The fullest pages are judged
for every role, and all that a link leads to is held to the rest.
"""

from collections import deque
from datetime import date
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import Resolver404, resolve, reverse

from cases.demo.seed import seed_demo
from misconduct.accounts.models import User
from misconduct.accounts.roles import ROLES, RoleName
from misconduct.imports import tasks
from misconduct.imports.models import ImportRun
from tests.architecture.test_urls import PAGES, Address, opens
from tests.architecture.world import arguments
from tests.browser.inspection import Inspector
from tests.imports import files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The pages with most on them are opened once more as a phone opens them.
RICH = {
    *("home", "cases:list", "cases:detail", "officers:list", "officers:detail", "flags:detail"),
    *("reports:repeat", "team"),
}
PERMISSIONS = {address.name: address.view.permission for address in PAGES}
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
FEWEST_PAGES = {
    RoleName.CASEWORKER: 30,
    RoleName.INVESTIGATOR: 25,
    RoleName.MANAGER: 40,
    RoleName.AUDITOR: 18,
    RoleName.ADMINISTRATOR: 10,
    RoleName.LINE_MANAGER: 2,
}


@pytest.fixture
def demo_force(transactional_db, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small force with its history: lists that go on, flags to review, cases at every stage."""
    monkeypatch.setattr("cases.demo.people.PEOPLE", 120)
    seed_demo(today=date(2026, 11, 23), password="fixed for the tests")


@pytest.fixture
def roster_looked_at(demo_force: None, signed_in, settings, tmp_path: Path) -> None:
    """An import that waits for its start, with a warning and a row that was rejected."""
    settings.MEDIA_ROOT = tmp_path
    text = files.roster_text({"unit": ""}, {"officer_ref": ""}, {"officer_ref": "4102", "appointed_date": "31/02/2026"})
    file = SimpleUploadedFile("roster.csv", text.encode())
    client = signed_in(user=User.objects.get(username="administrator"))
    client.post("/imports/new/", {"kind": "officers", "file": file})
    tasks.preview(ImportRun.objects.latest("pk").pk)


@pytest.mark.usefixtures("roster_looked_at")
def test_every_page_of_every_role_is_accessible_and_fits_the_screen(inspector, enter, signed_in):
    too_few = {}
    for role in RoleName:
        user = User.objects.get(username=role)
        enter(signed_in(user=user))
        visited = Walk(inspector, user).go()
        if len(visited) < FEWEST_PAGES[role]:
            too_few[role] = sorted(visited)
    assert not inspector.broken, "\n".join(inspector.broken)
    assert not too_few


class Walk:
    """Follows the links of the pages, one page of each kind, filtered and not."""

    def __init__(self, inspector: Inspector, user: User) -> None:
        self.inspector = inspector
        self.user = user
        self.visited: set[tuple[str, bool]] = set()
        self.seen: set[str] = set()

    def go(self) -> set[str]:
        """The names of the pages that were opened and held to the rules."""
        self._follow("/")
        for address in PAGES:
            if opens(address) and self.user.has(address.view.permission) and self._is_to_be_judged(address.name):
                self._visit_unlinked(address)
        return {name for name, _ in self.visited}

    def _visit_unlinked(self, address: Address) -> None:
        if (address.name, False) not in self.visited:
            self._follow(reverse(address.name, kwargs=arguments(address, self.user)))

    def _follow(self, start: str) -> None:
        queue = deque([start])
        while queue:
            address = queue.popleft()
            key = kind_of(address)
            if key is None or address in self.seen or key in self.visited:
                continue
            self.seen.add(address)
            queue.extend(self._visit(address, key))

    def _visit(self, address: str, key: tuple[str, bool]) -> list[str]:
        """Opens one page; gives the links on it. A file or a way on to another page counts as seen, not as visited."""
        response = self.inspector.open(address)
        if response is None or "text/html" not in response.headers["content-type"]:
            return []
        if response.request.redirected_from:
            return [inside(self.inspector.page.url)]
        self.inspector.expect_status(response, HTTPStatus.OK)
        links = [inside(link) for link in self.inspector.page.evaluate(LINKS)]
        name, is_filtered = key
        self.inspector.inspect(with_axe=self._is_to_be_judged(name))
        if name in RICH and not is_filtered:
            self.inspector.inspect_on_a_phone()
        self.visited.add(key)
        return links

    def _is_to_be_judged(self, name: str) -> bool:
        """Whether this page is judged in this walk: managers are offered most of what they may see."""
        permission = PERMISSIONS.get(name)
        managers_see_it = permission is None or permission in ROLES[RoleName.MANAGER].permissions
        return self.user.role == RoleName.MANAGER or name in RICH or not managers_see_it


def kind_of(address: str) -> tuple[str, bool] | None:
    """The name of the page, and whether it is filtered. None for what is not a page of ours."""
    path, _, query = address.partition("?")
    try:
        name = resolve(path).view_name
    except Resolver404:
        return None
    return name, bool(query)


def inside(link: str) -> str:
    """A whole link as an address within the site."""
    parts = urlsplit(urldefrag(link).url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
