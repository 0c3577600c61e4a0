"""The queue of flags, a flag and the rules, as anybody must be able to use them."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, expect

from cases.flags.backtesting.figures import DayCount
from cases.flags.backtesting.months import first_days
from cases.flags.models import Backtest, FlagReview, Rule
from tests.factories import AllegationSubjectFactory, CaseFactory, FlagFactory, FlagMatterFactory, UnitFactory

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


@pytest.mark.parametrize("slug", ["unit-cluster", "case-drift"])
def test_a_back_test_of_units_or_cases_is_accessible_and_fits_the_screen(visit, signed_in, slug):
    which = [made().pk for made in [UnitFactory if slug == "unit-cluster" else CaseFactory] * 12]
    day = DayCount(date(2026, 1, 1), people=1200, flagged=len(which), raised=3, which=which)
    months = [replace(day, as_at=one) for one in first_days(date(2025, 1, 1), date(2026, 1, 1))]
    rule = Rule.objects.get(slug=slug)
    made = Backtest.objects.create(
        rule=rule,
        parameters=rule.versions.get().parameters,
        first_on=months[0].as_at,
        last_on=months[-1].as_at,
        figures=[one.stored() for one in months],
        finished_at=timezone.now(),
    )
    visit(signed_in("manager"), made.get_absolute_url())


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
