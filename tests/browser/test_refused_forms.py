"""What a person meets when a form, a filter or an address is refused: as accessible as any other page."""

from http import HTTPStatus

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.architecture.test_urls import PAGES
from tests.architecture.world import arguments

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
BY_NAME = {page.name: page for page in PAGES}
NO_SUCH_DAY = {"received_on_day": "99"}

# The first form of each page, sent as it stands but for what is typed here.
FORMS = {
    "caseworker": {
        "cases:new": {},
        "cases:new_question": NO_SUCH_DAY,
        "cases:new_unnamed": {},
        "cases:new_allegation": {},
        "cases:edit": NO_SUCH_DAY,
        "cases:allegation_add": {},
        "cases:outcome": {},
        "cases:decision": {},
        "officers:new": {},
        "officers:add_alias": {},
        "officers:start_posting": {},
    },
    "manager": {"cases:assign": {}, "cases:seal": {}, "cases:access_give": {}, "flags:detail": {}},
    "auditor": {"reports:export": {}},
    "administrator": {"accounts:add": {}, "imports:new": {}},
}


@pytest.mark.parametrize("role", FORMS)
def test_a_refused_form_leads_to_what_is_wrong_and_is_accessible(role, inspector, enter, signed_in):
    client = enter(signed_in(role))
    page = inspector.page
    for name, typed in FORMS[role].items():
        inspector.open(reverse(name, kwargs=arguments(BY_NAME[name], client.user)))
        form = page.locator("main form[method=post]").first
        for field, text in typed.items():
            form.locator(f"[name={field}]").fill(text)
        with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            form.locator("button[type=submit]").first.click()
        page.wait_for_load_state()
        inspector.expect_status(answered.value, HTTPStatus.UNPROCESSABLE_ENTITY)
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        assert page.title().startswith("Error: "), name
        inspector.inspect()
    assert not inspector.broken, "\n".join(inspector.broken)


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        ("caseworker", "/cases/?received_from=soon", HTTPStatus.BAD_REQUEST),
        ("caseworker", "/flags/", HTTPStatus.FORBIDDEN),
        ("caseworker", "/cases/999999999/", HTTPStatus.NOT_FOUND),
        ("administrator", "/officers/scopes/1/remove/", HTTPStatus.METHOD_NOT_ALLOWED),
    ],
)
def test_a_refused_address_says_so_on_an_accessible_page(role, address, status, inspector, enter, signed_in):
    enter(signed_in(role))
    inspector.expect_status(inspector.open(address), status)
    inspector.inspect()
    assert not inspector.broken, "\n".join(inspector.broken)


def test_sign_in_is_accessible_before_and_after_a_wrong_password(inspector):
    page = inspector.page
    inspector.expect_status(inspector.open("/accounts/login/"), HTTPStatus.OK)
    inspector.inspect()
    page.get_by_label("User name").fill("nobody")
    page.get_by_label("Password", exact=True).fill("not the one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    inspector.inspect()
    assert not inspector.broken, "\n".join(inspector.broken)
