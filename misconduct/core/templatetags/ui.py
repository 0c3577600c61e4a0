"""What every template can say without loading anything: dates, numbers, lists that sort and page, errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html
from django.utils.safestring import SafeString

from misconduct.core import filters, wording
from misconduct.core.forms.errors import ErrorLink
from misconduct.core.forms.errors import error_links as links_of
from misconduct.core.tables import Column

register = template.Library()

register.filter("uk_date", wording.uk_date)
register.filter("uk_time", wording.uk_time)
register.filter("uk_datetime", wording.uk_datetime)
register.filter("number", wording.number)
register.filter("percent", wording.percent)
register.filter("mid_sentence", wording.mid_sentence)


@register.filter
def counted(count: int | None, noun: str) -> str:
    """`{{ 2|counted:"case" }}` is “2 cases”; `{{ 1|counted:"person,people" }}` is “1 person”."""
    one, _, many = noun.partition(",")
    return wording.counted(count or 0, one, many)


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """Typed text as paragraphs and line breaks, its markup shown and never run."""
    return linebreaks_filter(text or "", autoescape=True)


@register.filter
def preview(text: str | None, limit: int = 300) -> str:
    """The first words of a long text, with “…”; empty where the whole text is within the limit."""
    text = (text or "").strip()
    if len(text) <= int(limit):
        return ""
    return text[: int(limit)].rsplit(maxsplit=1)[0] + "…"


@register.simple_tag
def tag(text: object, colour: str = "") -> SafeString:
    """A status tag. Colours: grey, green, turquoise, blue, purple, pink, red, orange, yellow; none is blue."""
    if not text:
        return SafeString("")
    return format_html('<strong class="govuk-tag{}">{}</strong>', f" govuk-tag--{colour}" if colour else "", text)


@register.simple_tag
def error_links(*forms_of_page: Any) -> list[ErrorLink]:
    """The lines of the error summary for the forms and formsets of a page; anything else counts as none."""
    return links_of(*(form for form in forms_of_page if isinstance(form, forms.BaseForm | forms.BaseFormSet)))


@register.simple_tag
def active_filters(
    query: QueryDict | None, form: forms.BaseForm | None, ignore: str = ""
) -> list[filters.ActiveFilter]:
    """The filters in use as tags that can be taken off; `ignore` is a comma-separated list of field names."""
    if not isinstance(form, forms.BaseForm):
        return []
    return filters.active_filters(form, query or QueryDict(), ignore=[name.strip() for name in ignore.split(",")])


@dataclass(frozen=True)
class Heading:
    """One table heading, ready to draw: `url` is empty for a column that does not sort."""

    column: Column
    url: str
    direction: str

    @property
    def aria_sort(self) -> str:
        """The value of aria-sort: the direction, or “none” for a column that could sort."""
        return self.direction or ("none" if self.url else "")


@register.simple_tag
def headings(query: QueryDict | None, columns: Sequence[Column], sort: str = "") -> list[Heading]:
    """The headings of a table, each link turning its own order round and keeping the other parameters."""
    query = query or QueryDict()
    current = query.get("sort") or sort
    return [_heading(query, column, current) for column in columns]


def _heading(query: QueryDict, column: Column, current: str) -> Heading:
    if not column.sort:
        return Heading(column, "", "")
    field = column.sort.lstrip("-")
    direction = {field: "ascending", f"-{field}": "descending"}.get(current, "")
    turned = field if direction == "descending" else f"-{field}"
    wanted = turned if direction else column.sort
    return Heading(column, query_with(query, sort=wanted, page=None), direction)


def query_with(query: QueryDict, **changes: object) -> str:
    """The query string with some parameters set, or taken out where None; “?” when nothing is left."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


@register.simple_tag
def sort_url(query: QueryDict | None, sort: str) -> str:
    """The link that orders this list by `sort`, from its first page, keeping its filters."""
    return query_with(query or QueryDict(), sort=sort, page=None)


@dataclass(frozen=True)
class PageLink:
    """One place in the pagination: a page, or a gap where `number` is None."""

    number: int | None
    url: str
    is_current: bool


@register.simple_tag
def page_url(query: QueryDict | None, number: int, parameter: str = "page") -> str:
    """The link to another page of this list, keeping its filters and order and the page of any other list."""
    return query_with(query or QueryDict(), **{parameter: number})


@register.simple_tag
def page_links(query: QueryDict | None, page: Page, parameter: str = "page") -> list[PageLink]:
    """First, last and the pages around this one, with gaps between."""
    return [
        PageLink(number, page_url(query, number, parameter), number == page.number)
        if isinstance(number, int)
        else PageLink(None, "", False)
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
