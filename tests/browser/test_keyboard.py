"""Signing in and searching by somebody who has no mouse. Logging a case by keyboard is in `test_log_a_case`."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import Keyboard
from tests.factories import CaseFactory, OfficerFactory, UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
PASSWORD = "tangerine-orbit-kettle"


def test_the_skip_link_is_the_first_stop_and_leads_past_the_header(inspector, enter, signed_in):
    enter(signed_in("manager"))
    page = inspector.page
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_somebody_signs_in_by_keyboard_alone(inspector):
    page = inspector.page
    robin = UserFactory(username="robin")
    robin.set_password(PASSWORD)
    robin.save()
    page.goto("/")
    keys = Keyboard(page)
    keys.type_into("User name", "robin")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_the_search_of_every_page_is_used_by_keyboard_alone(inspector, enter, signed_in):
    page = inspector.page
    officer = OfficerFactory(forenames="Rowan", surname="Achebe")
    case = CaseFactory(reference="TS/CM/2026/00777")
    enter(signed_in("manager"))
    keys = Keyboard(page)
    page.goto("/")
    keys.type_into("Search by case reference", "achebe")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    keys.reach(page.get_by_role("main").get_by_role("link", name=officer.name))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(officer.name)
    keys.type_into("Search by case reference", case.reference)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(case.reference)
