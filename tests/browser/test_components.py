"""The shared front end in a real browser, under the content security policy that settings send."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

from tests.core.kitchen_sink import kitchen_sink, request_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SITE = "http://components.test"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
WRONG = {"full_name": "Jo Hale", "received_on_day": "31", "received_on_month": "2", "received_on_year": "2026"}
POLICY = "; ".join(
    f"{name} {' '.join(sources)}" for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Shows HTML as if this site had answered with it; whatever the browser complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def show(*answers: str, width: dict[str, int] = WIDE, script: bool = True) -> Page:
        left = list(answers)
        context = browser.new_context(viewport=width, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", lambda route: answer(route, left))
        page.goto(f"{SITE}/page")
        return page

    yield show
    for context in contexts:
        context.close()
    assert complaints == []


def answer(route: Route, left: list[str]) -> None:
    """Static files from the source, anything else the next answer; the last is given again and again."""
    path = route.request.url.removeprefix(SITE).partition("?")[0]
    if path.startswith(settings.STATIC_URL):
        found = finders.find(path.removeprefix(settings.STATIC_URL))
        route.fulfill(path=found, content_type=KINDS[Path(found).suffix])
    else:
        html = left.pop(0) if len(left) > 1 else left[0]
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("data", [None, WRONG], ids=["fresh", "refused"])
def test_every_component_is_accessible_and_keeps_to_the_width(open_page, assert_accessible, width, data):
    page = open_page(kitchen_sink(data=data), width=width)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def test_signed_out_page_is_accessible(open_page, assert_accessible):
    assert_accessible(open_page(kitchen_sink(request=request_for(signed_in=False))))


def test_error_summary_takes_the_focus_and_leads_to_the_control(open_page):
    page = open_page(kitchen_sink(data=WRONG, messages=[]))
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Date received must be a real date").click()
    assert page.evaluate("document.activeElement.name") == "received_on_day"
    page.get_by_role("link", name="Select the severity").click()
    assert page.evaluate("document.activeElement.id") == "id_severity_0"


def test_tables_scroll_inside_themselves_on_a_phone(open_page):
    table = open_page(kitchen_sink(), width=PHONE).get_by_role("region", name="Cases, table")
    inner, outer = table.evaluate("part => [part.scrollWidth, part.clientWidth]")
    assert inner > outer
    table.focus()
    assert table.evaluate("part => part === document.activeElement")


def test_filters_start_closed_on_a_phone_and_open_on_a_desk(open_page):
    assert not open_page(kitchen_sink(), width=PHONE).get_by_role("button", name="Apply filters").is_visible()
    assert open_page(kitchen_sink()).get_by_role("button", name="Apply filters").is_visible()


def test_without_script_nothing_is_hidden(open_page):
    page = open_page(kitchen_sink(), width=PHONE, script=False)
    assert page.get_by_role("button", name="Apply filters").is_visible()
    assert page.get_by_role("link", name="Officers", exact=True).is_visible()
    assert page.get_by_role("link", name="Check progress").count() == 0
    page.get_by_text("Show all of what happened").click()
    assert page.locator(".app-clamp .govuk-details__text").first.is_visible()


def test_whole_text_takes_the_place_of_its_first_words(open_page):
    page = open_page(kitchen_sink())
    page.get_by_text("Show all of what happened").click()
    assert not page.locator(".app-clamp__preview").is_visible()


def progress_page(done: int, *, is_running: bool) -> str:
    refresh = 'refresh_url="/page"' if is_running else ""
    return kitchen_sink(
        source=f"""{{% extends "base.html" %}}{{% block content %}}<h1>Import</h1>
        <c-progress label="Reading" :value="{done}" :max="2000" {refresh} />{{% endblock %}}"""
    )


def test_progress_moves_without_a_reload_and_stops_when_done(open_page):
    page = open_page(progress_page(500, is_running=True), progress_page(2000, is_running=False))
    page.evaluate("window.sameDocument = true")
    page.get_by_text("2,000 of 2,000").wait_for(timeout=10_000)
    assert page.evaluate("window.sameDocument")
    assert page.locator("[data-refresh-url]").count() == 0


def test_page_without_the_progress_part_is_opened_again(open_page):
    result = kitchen_sink(source='{% extends "base.html" %}{% block content %}<h1>The result</h1>{% endblock %}')
    page = open_page(progress_page(500, is_running=True), result)
    page.get_by_role("heading", name="The result").wait_for(timeout=10_000)


def test_printed_page_carries_who_and_when_and_no_navigation(open_page):
    page = open_page(kitchen_sink(printed_by="Rowan Achebe, manager"))
    page.emulate_media(media="print")
    assert page.get_by_text("by Rowan Achebe, manager").is_visible()
    assert page.get_by_text("OFFICIAL-SENSITIVE", exact=True).is_visible()
    assert not page.get_by_role("link", name="Officers", exact=True).is_visible()
    assert not page.get_by_role("button", name="Apply filters").is_visible()


def test_every_control_is_reached_by_the_tab_key_and_shows_its_focus(open_page):
    page = open_page(kitchen_sink(messages=[]))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
