"""Everything the shared front end can draw, with invented content, for the tests that look at it."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from misconduct.accounts.models import User
from misconduct.accounts.roles import RoleName
from misconduct.core.career_line import CareerLine, Point, Span, career_line
from misconduct.core.charts import Figure, Row, bar_chart, line_chart
from misconduct.core.forms.base import FilterForm, GovukForm
from misconduct.core.forms.fields import GovukDateField, GovukTimeField
from misconduct.core.forms.widgets import Checkboxes, Radios
from misconduct.core.tables import Column

SOURCE = Path(__file__).parent
HOSTILE = "<script>alert('x')</script>\"'&"
LONG = "A long account of what was said and done at the front counter. " * 12


class EveryControl(GovukForm):
    """One of each control, with hints, widths and limits."""

    full_name = forms.CharField(label="Full name", max_length=100, help_text="As it is on the warrant card.")
    collar = forms.IntegerField(
        label="Collar number", min_value=1, widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"})
    )
    email = forms.EmailField(label="Email address")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    what_happened = forms.CharField(label="What happened", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    unit = forms.ChoiceField(label="Unit", choices=[("", "Choose a unit"), ("n", "North"), ("s", "South")])
    severity = forms.ChoiceField(
        label="Severity",
        choices=[("m", "Misconduct"), ("g", "Gross misconduct")],
        widget=Radios(hints={"g": "Would justify dismissal if proved."}),
    )
    factors = forms.MultipleChoiceField(
        label="Factors", choices=[("a", "Custody"), ("b", "Stop and search")], widget=Checkboxes, required=False
    )
    received_on = GovukDateField(label="Date received", past_only=True, help_text="For example, 4 3 2026.")
    received_at = GovukTimeField(label="Time received", required=False)
    document = forms.FileField(label="Document", required=False)
    confirmed = forms.BooleanField(label="I have read the notice")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class ListFilter(FilterForm):
    """The filters of the list on the page."""

    unit = forms.ChoiceField(label="Unit", required=False, choices=[("", "All units"), ("n", "North"), ("s", "South")])
    stage = forms.MultipleChoiceField(
        label="Stage", required=False, choices=[("o", "Open"), ("c", "Closed")], widget=forms.CheckboxSelectMultiple
    )
    since = GovukDateField(label="Received since", required=False)


COLUMNS = (
    Column("Reference", sort="reference"),
    Column("Received", sort="-received_on"),
    Column("Status"),
    Column("Allegations", sort="-allegations", is_numeric=True),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def page_context(
    *, data: dict[str, Any] | None = None, query: str = "unit=n&stage=o&sort=-received_on&page=2"
) -> dict[str, Any]:
    """The context of the page; `data` fills in the form."""
    return {
        "form": EveryControl(data),
        "at": dt.datetime(2026, 3, 4, 15, 7, tzinfo=dt.UTC),
        "hostile": HOSTILE,
        "long": LONG,
        **_list(query),
        **_summaries(),
        **_ways_on(),
        **_charts(),
        "career": _career(),
        **_frame(),
    }


def _list(query: str) -> dict[str, Any]:
    """A filtered list, opened at its second page."""
    rows = [
        SimpleNamespace(reference=f"WV/CO/2026/{n:05d}", on=dt.date(2026, 3, 4), allegations=n % 7)
        for n in range(1, 312)
    ]
    return {"filter_form": ListFilter(QueryDict(query)), "columns": COLUMNS, "page": Paginator(rows, 50).page(2)}


def _summaries() -> dict[str, Any]:
    return {
        "facts": [
            {"label": "Owner", "value": "DC Amal Price"},
            {"label": "Next due", "value": "4 March 2026", "url": "#due"},
        ],
        "rows": [{"label": "Record type", "value": "Conduct"}, {"label": "Unit", "value": HOSTILE, "url": "#change"}],
    }


def _ways_on() -> dict[str, Any]:
    """Where somebody is, and where they may go from here."""
    return {
        "tabs": [
            {"label": "Overview", "url": "#a", "is_current": True},
            {"label": "Allegations", "url": "#b", "count": 1234},
        ],
        "crumbs": [{"label": "Cases", "url": "/cases/"}, {"label": "WV/CO/2026/00001"}],
        "steps": [
            {"label": "What happened", "url": "#1", "is_done": True},
            {"label": "Who", "is_current": True},
            {"label": "Check"},
        ],
    }


def _charts() -> dict[str, Any]:
    return {
        "bands": bar_chart(
            title="People by number of cases",
            row_heading="Cases",
            series=["This force", "Casey review"],
            rows=[
                Row("2", (Figure(12.5, text="12.5%", url="#p"), Figure(9))),
                Row("3 to 5", (Figure(6), Figure(8))),
                Row("6 or more", (Figure(2), Figure(1.5))),
            ],
            note="Percent of people with at least one case.",
        ),
        "stacked": bar_chart(
            title="Open flags by age",
            row_heading="Tier",
            series=["Within target", "Late"],
            rows=[Row("Urgent", (Figure(4), Figure(2))), Row("Routine", (Figure(11), Figure(0)))],
            is_stacked=True,
        ),
        "trend": line_chart(
            title="Cases received by month",
            row_heading="Month",
            series=["Complaints", "Conduct"],
            rows=[
                Row(m, (Figure(40 + 7 * (i % 5), url="#m"), Figure(None if i == 4 else 12 + i)))
                for i, m in enumerate(MONTHS)
            ],
        ),
    }


def _career() -> CareerLine:
    return career_line(
        title="Postings and matters",
        spans=[
            Span("Response, North", dt.date(2012, 9, 3), dt.date(2016, 1, 10)),
            Span("Neighbourhood, South", dt.date(2016, 1, 10), dt.date(2021, 6, 1)),
            Span("Secondment to the training school", dt.date(2020, 1, 6), dt.date(2021, 1, 8)),
            Span("Roads policing", dt.date(2021, 6, 1)),
        ],
        points=[
            Point("Complaint, no case to answer", dt.date(2014, 5, 1), "quiet"),
            Point("Conduct, proved", dt.date(2019, 2, 1), "warning"),
            Point("Complaint, open", dt.date(2025, 11, 3), "open"),
            Point("Complaint, open", dt.date(2025, 11, 20), "open"),
        ],
        key=[("open", "Open"), ("warning", "Proved"), ("quiet", "Not upheld")],
        today=dt.date(2026, 3, 4),
    )


def _frame() -> dict[str, Any]:
    """What stands around the content of every page."""
    return {
        "force_name": "Wessex Vale Police",
        "search_available": True,
        "navigation": [
            SimpleNamespace(label=label, url=f"/{label.lower()}/", is_current=label == "Cases")
            for label in ("My work", "Cases", "Officers", "Flags", "Reports")
        ],
        "messages": [
            Message(messages.SUCCESS, "The case was assigned to DC Amal Price."),
            Message(messages.WARNING, HOSTILE),
        ],
    }


def request_for(query: str = "unit=n&stage=o&sort=-received_on&page=2", *, signed_in: bool = True) -> Any:
    """A request as the page sees it."""
    request = RequestFactory().get(f"/?{query}")
    request.user = AnonymousUser()
    if signed_in:
        request.user = User(username="achebe", first_name="Rowan", last_name="Achebe", role=RoleName.MANAGER)
    return request


def kitchen_sink(*, data: dict[str, Any] | None = None, source: str = "", **context: Any) -> str:
    """The whole page as HTML, or another page of the same components."""
    source = source or (SOURCE / "kitchen_sink.html").read_text(encoding="utf-8")
    request = context.pop("request", request_for())
    return str(
        engines["django"]
        .from_string(CottonCompiler().process(source))
        .render(page_context(data=data) | context, request)
    )
