"""The queue of flags, a flag and the rules, as anybody must be able to use them."""

from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from cases.flags.models import FlagReview
from tests.factories import AllegationSubjectFactory, CaseFactory, FlagFactory, FlagMatterFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def flag():
    """A flag with matters counted, left out and not open to the reader, and an older one that was decided on."""
    flag = FlagFactory(officer__surname="Hollis", due_on=date(2026, 3, 1))
    for year, is_counted in ((2025, True), (2026, True), (2019, False)):
        matter = FlagMatterFactory(
            flag=flag,
            subject__case=CaseFactory(received_on=date(year, 1, 5)),
            is_counted=is_counted,
            reason="" if is_counted else "Dated before the window, which starts on 4 March 2024.",
        )
        AllegationSubjectFactory(subject=matter.subject, allegation__case=matter.subject.case)
    FlagMatterFactory(flag=flag, subject__case=CaseFactory(sealed=True), is_counted=False, reason="Dated before.")
    return flag


def test_flags_are_accessible_and_fit_the_screen(visit, signed_in, flag):
    manager = signed_in("manager")
    older = FlagFactory(officer=flag.officer, reviewed=True)
    FlagReview.objects.create(flag=older, decision="welfare", reason="Read. " * 90, decided_by=manager.user)
    visit(manager, "/flags/", "/flags/?status=", "/flags/?assigned=me", "/flags/rules/")
    visit(manager, f"/flags/{flag.pk}/", f"/flags/{older.pk}/")
    visit(signed_in("auditor"), f"/flags/{flag.pk}/")


def test_a_manager_decides_with_the_keyboard_alone(browser: Browser, live_server, signed_in, flag):
    session = signed_in("manager").cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/flags/{flag.pk}/")
    page.get_by_label("No action").focus()
    page.keyboard.press("Space")
    for _ in ("day", "month", "year", "reason"):
        page.keyboard.press("Tab")
    page.keyboard.type("Read as a whole: three unrelated matters.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your decision is recorded: no action.")).to_be_visible()
    context.close()
