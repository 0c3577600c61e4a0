"""The pages shown when something is refused or broken."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.core.kitchen_sink import request_for

CODES = ["400", "403", "404", "405", "413", "429"]


@pytest.mark.parametrize("signed_in", [True, False], ids=["signed-in", "signed-out"])
@pytest.mark.parametrize("code", CODES)
def test_error_page_says_what_to_do(code, signed_in):
    page = render_to_string(f"{code}.html", {}, request_for(signed_in=signed_in))
    heading = re.search(r"<h1[^>]*>([^<]+)</h1>", page)[1]
    assert f"<title>{heading} – " in page
    assert page.count('<p class="govuk-body">') >= 1
    assert code not in heading


def test_error_page_draws_before_anybody_is_known():
    """A request refused early never met the sign-in."""
    page = render_to_string("404.html", {}, RequestFactory().get("/nothing/"))
    assert "Page not found" in page
    assert "Sign out" not in page


def test_error_page_keeps_what_was_asked_for_out_of_the_page():
    request = RequestFactory().get('/<script>alert("x")</script>/')
    request.user = AnonymousUser()
    assert "alert(" not in render_to_string("404.html", {"request_path": request.path}, request)


def test_broken_server_page_needs_nothing_that_may_be_broken():
    assert "Sorry, there is a problem" in render_to_string("500.html")
