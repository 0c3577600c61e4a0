"""A real browser: the machine's chromium, driven by playwright."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page

from misconduct import environment
from tests.browser.inspection import Inspector, session_cookie

# playwright runs an event loop in the test's own thread, which makes Django refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The distribution's own chromium, without windows if it is there so: the same engine at half the cost.

    Root needs its sandbox off, and no graphics card is one process less.
    """
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        answer = pytest.fail if environment.flag("REQUIRE_BROWSER") else pytest.skip
        answer("There is no browser. Install one (apt-get install chromium-headless-shell), then run the tests again.")
    return {**browser_type_launch_args, "executable_path": path, "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Fails with every rule of WCAG 2.2 AA that the page breaks, and where."""

    def check(page: Page) -> None:
        found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
        broken = [f"{one['id']}: {one['help']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
        assert not broken, "\n".join(broken)

    return check


@pytest.fixture(params=[1280, 375], ids=["wide", "phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, live_server, assert_accessible: Callable[[Page], None]):
    """Opens pages in a session, each held to the rules and to the width of the screen."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, base_url=live_server.url)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)

    def go(client, *addresses: str) -> None:
        context.add_cookies([session_cookie(client, live_server.url)])
        for address in addresses:
            page.goto(address)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        assert refused == []

    yield go
    context.close()


@pytest.fixture
def inspector(browser: Browser, live_server, assert_accessible: Callable[[Page], None]) -> Iterator[Inspector]:
    """A page of the running site, held to the rules by whoever drives it."""
    context = browser.new_context(base_url=live_server.url)
    context.set_default_timeout(20_000)
    yield Inspector(context.new_page(), assert_accessible)
    context.close()


@pytest.fixture
def enter(inspector: Inspector, live_server) -> Callable[[Client], Client]:
    """Gives the inspected page the session of somebody who is signed in."""

    def as_person(client: Client) -> Client:
        inspector.page.context.add_cookies([session_cookie(client, live_server.url)])
        return client

    return as_person
