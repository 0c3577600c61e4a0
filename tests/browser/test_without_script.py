"""The main job with JavaScript switched off: a case is logged, found and read, a flag decided, a file taken."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.flags.models import FlagReview
from cases.models import Case
from tests.browser.inspection import session_cookie
from tests.factories import AllegationSubjectFactory, CaseFactory, FlagFactory, FlagMatterFactory, OfficerFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page_of(browser: Browser, live_server, signed_in) -> Iterator[Callable[[str], Page]]:
    """A page without JavaScript in the session of a role."""
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.set_default_timeout(20_000)

    def open_page(role: str) -> Page:
        context.add_cookies([session_cookie(signed_in(role), live_server.url)])
        return context.new_page()

    yield open_page
    context.close()


def test_a_case_is_logged_and_found_without_script(page_of):
    OfficerFactory(number="4821", forenames="Rowan", surname="Achebe")
    page = page_of("caseworker")
    page.goto("/cases/new/")
    proceed = page.get_by_role("main").get_by_role("button", name="continue")
    page.get_by_label("Conduct matter", exact=True).check()
    proceed.click()
    page.get_by_label("How was it received?").select_option(label="Line manager")
    type_date(page, "When was it received?", date(2026, 3, 4))
    proceed.click()
    type_date(page, "When did it happen?", date(2026, 3, 1))
    proceed.click()
    proceed.click()
    page.get_by_label("What happened?").fill("A supervisor saw him leave the scene of a collision.")
    proceed.click()
    page.get_by_label("Find the person").fill("achebe")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_label("Rowan Achebe (4821)").check()
    page.get_by_role("button", name="Add this person").click()
    proceed.click()
    page.get_by_label("Category").select_option(index=2)
    page.get_by_label("Rowan Achebe (4821)").check()
    page.get_by_label("In a sentence, what is alleged?").fill("Left the scene.")
    page.get_by_role("button", name="Add this allegation").click()
    proceed.click()
    page.get_by_role("button", name="Log this case").click()

    expect(page.get_by_role("heading", name="The case is logged")).to_be_visible()
    case = Case.objects.get()
    page.goto("/cases/")
    page.get_by_label("Words").fill("collision")
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_role("link", name=case.reference).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(case.reference)


def test_a_manager_reads_an_officer_and_decides_a_flag_without_script(page_of):
    flag = FlagFactory(officer__forenames="Rowan", officer__surname="Achebe")
    matter = FlagMatterFactory(flag=flag)
    AllegationSubjectFactory(subject=matter.subject, allegation__case=matter.subject.case)
    page = page_of("manager")
    page.goto("/officers/")
    page.get_by_role("link", name="Rowan Achebe", exact=True).click()
    expect(page.get_by_role("link", name=matter.subject.case.reference)).to_be_visible()
    page.get_by_role("main").get_by_role("link", name=flag.rule.name).click()
    page.get_by_label("Reflective practice").check()
    page.get_by_label("Reason for your decision").fill("Read as a whole: a matter of habit.")
    page.get_by_role("button", name="Record decision").click()
    expect(page.get_by_text("Your decision is recorded")).to_be_visible()
    assert FlagReview.objects.get().flag == flag


def test_an_auditor_takes_a_file_without_script(page_of):
    pair = AllegationSubjectFactory()
    page = page_of("auditor")
    page.goto("/reports/exports/")
    page.get_by_role("link", name="Allegations against subjects").click()
    page.locator("[name=reason]").fill("Quarterly return")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download CSV").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert pair.allegation.case.reference in text
    page.goto("/reports/exports/")
    expect(page.get_by_text("Quarterly return")).to_be_visible()


def test_a_case_is_suspended_and_resumed_without_script(page_of):
    case = CaseFactory(stage="investigation")
    page = page_of("manager")
    page.goto(f"/cases/{case.pk}/")
    page.get_by_role("link", name="Suspend for criminal proceedings").click()
    overtaken = page.context.new_page()
    overtaken.goto(page.url)
    for one in (page, overtaken):
        one.get_by_label("Which criminal proceedings it waits for").fill("Charged with assault.")
        one.get_by_role("button", name="Suspend case").click()
    expect(page.get_by_text("The case is suspended.")).to_be_visible()
    expect(overtaken.locator(".govuk-error-summary")).to_contain_text("changed this case")
    expect(overtaken.get_by_label("Which criminal proceedings it waits for")).to_have_value("Charged with assault.")
    page.get_by_role("button", name="Resume case at investigation").click()
    page.get_by_label("How the criminal proceedings ended").fill("Acquitted.")
    page.get_by_role("button", name="Resume case").click()
    expect(page.get_by_text("The case goes on at “Investigation”.")).to_be_visible()


def type_date(page: Page, question: str, day: date) -> None:
    group = page.get_by_role("group", name=question)
    for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(box).fill(str(number))
