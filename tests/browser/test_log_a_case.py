"""Logging a case by keyboard alone, with and without JavaScript."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from cases.models import Case
from misconduct.accounts.models import User
from tests.browser.keyboard import Keyboard
from tests.factories import OfficerFactory, UnitFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page_of(request: pytest.FixtureRequest, browser: Browser, live_server, signed_in) -> Iterator[Callable[..., Page]]:
    """Opens a page as somebody who is signed in."""
    context = browser.new_context(java_script_enabled=request.param, base_url=live_server.url)
    context.set_default_timeout(10_000)

    def open_page(path: str, user: User) -> Page:
        session = signed_in(user=user).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    context.close()


def test_a_case_is_logged_by_keyboard_alone(page_of, person):
    officer = OfficerFactory(number="4821", forenames="Rowan", surname="Achebe")
    UnitFactory(name="Eastgate")
    page = page_of("/cases/new/", person("caseworker"))
    keys = Keyboard(page)

    keys.choose("Public complaint, outside Schedule 3")
    keys.press("Continue")
    keys.type_into("How was it received?", "Phone")
    keys.type_date("When was it received?", date(2026, 3, 4))
    keys.press("Save and continue")
    keys.type_date("When did it happen?", date(2026, 3, 1))
    keys.type_into("Where did it happen?", "Market Street")
    keys.press("Save and continue")
    keys.type_into("Which unit is it about?", "East")
    keys.press("Save and continue")
    keys.type_into("What happened?", "The caller was pushed outside the library.")
    keys.press("Save and continue")
    keys.type_into("Find the person", "achebe")
    page.keyboard.press("Enter")
    keys.choose("Rowan Achebe (4821)")
    keys.press("Add this person")
    keys.press("Continue")
    keys.type_into("Category", "B4")
    expect(page.get_by_label("Rowan Achebe (4821)")).to_be_checked()
    keys.type_into("In a sentence, what is alleged?", "Pushed her.")
    keys.press("Add this allegation")
    keys.press("Continue")
    keys.press("Log this case")

    expect(page.get_by_role("heading", name="The case is logged")).to_be_visible()
    case = Case.objects.get()
    expect(page.get_by_text(case.reference)).to_be_visible()
    assert (case.received_on, case.unit.name) == (date(2026, 3, 4), "Eastgate")
    assert case.allegations.get().category.code == "B4"
    assert case.subjects.get().officer == officer


def test_a_wrong_date_leads_the_keyboard_back_to_its_box(page_of, person):
    page = page_of("/cases/new/", person("caseworker"))
    keys = Keyboard(page)
    keys.choose("Conduct matter")
    keys.press("Continue")
    keys.type_into("How was it received?", "Line")
    keys.type_date("When was it received?", date(2026, 3, 4))
    keys.reach(page.get_by_label("Day"))
    page.keyboard.press("Control+A")
    page.keyboard.type("99")
    keys.press("Save and continue")

    link = page.get_by_role("alert").get_by_role("link")
    expect(link).to_have_text("The date it was received must be a real date, for example 4 3 2026")
    keys.reach(link)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Day")).to_be_focused()
    expect(page.get_by_label("Day")).to_have_value("99")
    expect(page.get_by_label("How was it received?").locator("option:checked")).to_have_text("Line manager")
