"""The template tags: headings that sort, pages, tags, previews."""

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines

from misconduct.core.tables import Column
from misconduct.core.templatetags import ui

COLUMNS = (Column("Reference", sort="reference"), Column("Received", sort="-received_on"), Column("Status"))


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_heading_turns_the_order_in_force_round_and_keeps_the_filters():
    found = ui.headings(QueryDict("unit=n&sort=-received_on&page=3"), COLUMNS)
    assert [(heading.aria_sort, heading.url) for heading in found] == [
        ("none", "?unit=n&sort=reference"),
        ("descending", "?unit=n&sort=received_on"),
        ("", ""),
    ]


def test_heading_shows_the_order_that_holds_when_the_address_names_none():
    assert [heading.aria_sort for heading in ui.headings(QueryDict(), COLUMNS, "reference")] == [
        "ascending",
        "none",
        "",
    ]


def test_page_links_keep_the_filters_and_leave_gaps():
    page = Paginator(range(1000), 50).page(10)
    links = ui.page_links(QueryDict("unit=n&unit=s&page=10"), page)
    assert [link.number for link in links] == [1, None, 9, 10, 11, None, 20]
    assert links[0].url == "?unit=n&unit=s&page=1"
    assert [link.number for link in links if link.is_current] == [10]


def test_two_lists_of_one_page_keep_each_others_place():
    page = Paginator(range(200), 50).page(2)
    links = ui.page_links(QueryDict("page=3&log=2"), page, "log")
    assert (links[0].url, [link.number for link in links if link.is_current]) == ("?page=3&log=1", [2])


def test_hostile_query_string_cannot_leave_its_attribute():
    query = QueryDict('unit="><script>alert(1)</script>')
    page = drawn('<a href="{% sort_url query "reference" %}">', query=query)
    assert "<script>" not in page
    assert page.count('"') == 2


def test_status_tag_escapes_its_words():
    assert ui.tag("<b>", "red") == '<strong class="govuk-tag govuk-tag--red">&lt;b&gt;</strong>'
    assert ui.tag("") == ""


@pytest.mark.parametrize(
    ("text", "short"), [("short", ""), (None, ""), ("one two three", "one two…"), ("x" * 50, "xxxxxxxxxx…")]
)
def test_preview_ends_at_a_word(text, short):
    assert ui.preview(text, 10) == short


def test_paragraphs_keep_lines_and_escape_markup():
    assert ui.paragraphs("a\nb\n\n<i>c</i>") == "<p>a<br>b</p>\n\n<p>&lt;i&gt;c&lt;/i&gt;</p>"
    assert ui.paragraphs("<script>") == "<p>&lt;script&gt;</p>"


def test_filters_are_there_without_loading_anything():
    assert drawn('{{ n|number }} {{ n|counted:"person,people" }} {{ none|counted:"case" }}', n=1234, none=None) == (
        "1,234 1,234 people 0 cases"
    )
