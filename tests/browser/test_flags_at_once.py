"""A caseworker saves an allegation and a manager finds the flag within seconds: a browser, a server and a worker."""

import time

import pytest
from playwright.sync_api import expect

from cases.flags.models import Flag
from cases.models import Code
from tests.factories import second_case_in_another_category
from tests.workers import wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
SECONDS = 5


def test_an_allegation_saved_in_the_browser_is_flagged_within_five_seconds(
    listening_worker, inspector, enter, live_server, signed_in
):
    pair = second_case_in_another_category(surname="Hollis")
    swore, page = Code.objects.get(scheme="iopc-2020", code="H1"), inspector.page
    enter(signed_in("caseworker"))
    page.goto(f"{live_server.url}/cases/{pair.allegation.case_id}/allegations/add/")
    page.locator("select[name=category]").select_option(str(swore.pk))
    page.get_by_label("What is alleged").fill("Swore at a driver.")
    page.get_by_label(str(pair.subject)).check()
    assert not Flag.objects.exists()

    pressed = time.monotonic()
    page.locator("main").get_by_role("button", name="Add allegation").click()
    wait_until(Flag.objects.filter(rule__slug="similar-conduct").exists, seconds=SECONDS)
    assert time.monotonic() - pressed < SECONDS

    enter(signed_in("manager"))
    page.goto(f"{live_server.url}/flags/")
    expect(page.get_by_role("row").filter(has_text="Similar conduct").filter(has_text="Hollis")).to_be_visible()
