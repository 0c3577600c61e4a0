"""Watching somebody by keyboard alone and without script, and the card of a team without script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.watches.models import Watch
from tests.browser.inspection import session_cookie
from tests.browser.keyboard import Keyboard
from tests.factories import OfficerFactory, PostingFactory
from tests.factories.watches import WatchFactory
from tests.reports.test_team import told

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page_of(browser: Browser, live_server, signed_in) -> Iterator[Callable[..., Page]]:
    """A page without JavaScript in the session of a role."""
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.set_default_timeout(20_000)

    def open_page(client) -> Page:
        context.add_cookies([session_cookie(client, live_server.url)])
        return context.new_page()

    yield open_page
    context.close()


def test_somebody_is_watched_and_the_watch_ended_by_keyboard_alone(inspector, enter, signed_in):
    officer = OfficerFactory(forenames="Rowan", surname="Achebe")
    enter(signed_in("manager"))
    page = inspector.page
    keys = Keyboard(page)
    page.goto(f"/officers/{officer.pk}/")
    keys.follow("Watch this person")
    keys.send_empty("Start watching")
    keys.write("Why is this person to be watched?", "Three matters in one summer.")
    keys.press("Start watching")
    expect(page.get_by_text("You watch this person from today.")).to_be_visible()
    keys.follow("End this watch")
    keys.write("Why does the watch end?", "Moved on.")
    keys.press("End the watch")
    expect(page.get_by_text("The watch is ended.")).to_be_visible()
    assert Watch.objects.get().end_reason == "Moved on."


def test_what_is_new_is_read_and_a_watch_renewed_without_script(page_of, signed_in):
    client = signed_in("manager")
    watch = WatchFactory(watcher=client.user)
    case = told(watch.officer).allegation.case
    page = page_of(client)
    page.goto("/")
    expect(page.locator("#watched").get_by_role("link", name=case.reference)).to_be_visible()
    page.locator("#watched").get_by_role("link", name=str(watch.officer)).click()
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_text("Marked as read.")).to_be_visible()
    page.get_by_role("link", name="Renew this watch").click()
    page.get_by_label("Why is it still needed?").fill("A fourth came.")
    page.get_by_role("button", name="Renew").click()
    expect(page.get_by_text("The watch is renewed.")).to_be_visible()
    page.goto("/")
    expect(page.locator("#watched")).to_contain_text("nothing new")


def test_a_line_manager_reads_the_card_of_their_team_without_script(page_of, signed_in):
    client = signed_in("line_manager", is_force_wide=False)
    member = PostingFactory(supervisor=OfficerFactory(account=client.user)).officer
    category = str(told(member).allegation.category)
    page = page_of(client)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My team")
    expect(page.get_by_role("heading", level=2, name=member.name)).to_be_visible()
    expect(page.get_by_role("row", name=category)).to_be_visible()
    expect(page.get_by_role("navigation", name="Main").get_by_role("link")).to_have_count(1)
