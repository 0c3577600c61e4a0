"""Every component and control, drawn together."""

import re

import pytest

from tests.core.kitchen_sink import HOSTILE, kitchen_sink, request_for

DATA = {
    "full_name": HOSTILE,
    "collar": "x",
    "received_on_day": "31",
    "received_on_month": "2",
    "received_on_year": "2026",
}


@pytest.fixture(scope="module")
def page() -> str:
    return kitchen_sink(data=DATA)


def test_no_component_is_left_undrawn(page):
    assert "<c-" not in page
    assert "{{" not in page
    assert "{%" not in page


def test_nothing_typed_runs_as_script(page):
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") >= 4


def test_no_inline_style_or_script(page):
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", page)
    assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []


def test_every_id_is_used_once(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_described_control_has_its_description(page):
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    named = {
        name
        for value in re.findall(r'aria-(?:describedby|labelledby|controls)="([^"]*)"', page)
        for name in value.split()
    }
    assert named <= ids


def test_error_links_lead_to_controls_that_exist(page):
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    summary = page.split("govuk-error-summary__list", 1)[1].split("</ul>", 1)[0]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) >= 8
    assert set(targets) <= ids


def test_title_says_that_there_is_an_error(page):
    assert "<title>Error: Every component – Wessex Vale Police</title>" in page
    assert "<title>Every component – Wessex Vale Police</title>" in kitchen_sink()


def test_signed_out_page_shows_no_navigation_search_or_person():
    page = kitchen_sink(request=request_for(signed_in=False))
    assert "app-navigation" not in page
    assert "Sign out" not in page
    assert 'role="search"' not in page


def test_page_draws_without_the_context_of_the_shell():
    page = kitchen_sink(force_name="", navigation=None, search_available=False, messages=[])
    assert "<title>Every component</title>" in page
    assert 'aria-label="Main"' not in page


def test_signing_out_is_a_post(page):
    assert re.search(r'<form method="post" action="[^"]*logout/">', page)
