"""Components at their edges: nothing given, nothing known, hostile words."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from tests.core.kitchen_sink import HOSTILE, EveryControl

NAMES = sorted(
    path.stem.replace("_", "-") for path in (Path(settings.BASE_DIR) / "templates" / "cotton").glob("*.html")
)
NEEDS_A_FIELD = {"field"}


def drawn(source: str, query: str = "", **context: object) -> str:
    template = engines["django"].from_string(CottonCompiler().process(source))
    return " ".join(template.render(context, RequestFactory().get(f"/?{query}")).split())


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NEEDS_A_FIELD])
def test_component_with_nothing_given_draws_and_invents_nothing(name):
    page = drawn(f"<c-{name} />")
    assert ">True<" not in page
    assert ">None<" not in page


def test_every_component_is_in_the_list_and_in_the_drawing():
    listed = (Path(settings.BASE_DIR) / "docs" / "components.md").read_text()
    sink = (Path(__file__).parent / "kitchen_sink.html").read_text()
    parts = {"chart-key", "chart-table", "error-summary"}
    assert [name for name in NAMES if name not in listed and name not in parts] == []
    missing = [
        name for name in NAMES if f"<c-{name}" not in sink and name not in parts | {"field", "panel", "back-link"}
    ]
    assert missing == []


@pytest.mark.parametrize("value", [None, ""])
def test_what_is_not_known_is_said(value):
    assert "Not known" in drawn('<c-summary-row label="Unit" :value="value" />', value=value)
    assert "Not known" in drawn('<c-summary-list :rows="rows" />', rows=[{"label": "Unit", "value": value}])
    assert "Not known" in drawn('<c-identity-bar :facts="rows" />', rows=[{"label": "Unit", "value": value}])


def test_zero_is_known():
    assert ">0<" in drawn('<c-summary-row label="Open" :value="0" />')
    assert ">0<" in drawn('<c-stat label="Open" :figure="0" />')


def test_words_in_an_attribute_are_escaped_once_and_never_run_as_a_template():
    name = 'O\'Neill & "Mac" <b> {{ 7|add:7 }}'
    for source in ('<c-page-title title="{{ name }}" />', '<c-page-title :title="name" />'):
        page = drawn(source, name=name)
        assert "O&#x27;Neill &amp; &quot;Mac&quot; &lt;b&gt; {{ 7|add:7 }}" in page


@pytest.mark.parametrize(
    "source",
    [
        '<c-tag :text="words" colour="red" />',
        '<c-empty-state title="{{ words }}">{{ words }}</c-empty-state>',
        '<c-timeline-item title="{{ words }}" by="{{ words }}">{{ words }}</c-timeline-item>',
        '<c-clamped-text :text="words" name="{{ words }}" />',
        '<c-data-table caption="{{ words }}" />',
        '<c-back-link href="{{ words }}" text="{{ words }}" />',
        '<c-download-rows href="{{ words }}" :count="3" />',
    ],
)
def test_hostile_words_are_shown_and_never_run(source):
    assert "<script>" not in drawn(source, words=HOSTILE)


def test_timeline_item_says_a_date_or_a_moment():
    assert "4 March 2026 at 3:07pm" in drawn(
        '<c-timeline-item title="Logged" :at="at" />', at=dt.datetime(2026, 3, 4, 15, 7, tzinfo=dt.UTC)
    )
    page = drawn('<c-timeline-item title="Received" :on="on" />', on=dt.date(2026, 3, 4))
    assert '<time datetime="2026-03-04">4 March 2026</time>' in page


def test_text_within_its_limit_is_shown_whole():
    assert "<details" not in drawn('<c-clamped-text :text="words" :limit="10" />', words="x" * 10)
    page = drawn('<c-clamped-text :text="words" :limit="10" />', words="x" * 11)
    assert "x" * 11 in page.split("<details", 1)[1]


def test_download_says_how_many_rows_it_will_hold():
    assert "Download CSV of these 12,345 rows" in drawn('<c-download-rows href="?f=csv" :count="12345" />')
    assert "Download CSV of this 1 row<" in drawn('<c-download-rows href="?f=csv" :count="1" />')
    assert drawn('<c-download-rows href="?f=csv" :count="0" />') == ""


def test_progress_without_a_total_has_no_share():
    page = drawn('<c-progress label="Counting" refresh_url="/imports/1/" />')
    assert "value=" not in page
    assert 'data-refresh-url="/imports/1/"' in page


def test_table_headings_keep_the_filters_and_show_the_order():
    columns = [SimpleNamespace(label="Received", sort="-received_on", is_numeric=False, is_label_hidden=False)]
    page = drawn('<c-data-table caption="Cases" :columns="columns" />', "unit=n&sort=received_on", columns=columns)
    assert 'aria-sort="ascending"' in page
    assert 'href="?unit=n&amp;sort=-received_on"' in page


def test_filters_given_in_a_slot_take_the_place_of_the_form():
    page = drawn('<c-filter-panel><c-slot name="filters"><b>own</b></c-slot>rows</c-filter-panel>', "sort=-x")
    assert "<b>own</b>" in page
    assert '<input type="hidden" name="sort" value="-x">' in page


def test_question_can_be_the_heading_of_its_page():
    source = '<c-field :field="form.unit" heading label_size="l" />'
    assert '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l"' in drawn(
        source, form=EveryControl()
    )
    page = drawn('<c-field :field="form.severity" heading />', form=EveryControl())
    assert '<h1 class="govuk-fieldset__heading">Severity</h1>' in page
