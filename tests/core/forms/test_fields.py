"""Dates and times as people type them."""

import datetime as dt
import re

import pytest
import time_machine
from django import forms
from django.http import QueryDict

from misconduct.core.forms.base import FilterForm, GovukForm
from misconduct.core.forms.fields import GovukDateField, GovukTimeField


class Received(GovukForm):
    received_on = GovukDateField(label="Date received")
    received_at = GovukTimeField(label="Time received", required=False)


def form_with(day: str, month: str, year: str, **more: str) -> Received:
    return Received({"received_on_day": day, "received_on_month": month, "received_on_year": year, **more})


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("4", "3", "2026"), ("04", "03", "2026"), (" 4 ", "March", "2026"), ("4", "mar", "2026"), ("4", "Mar.", "2026")],
)
def test_date_is_read_however_it_is_typed(day, month, year):
    form = form_with(day, month, year)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["received_on"] == dt.date(2026, 3, 4)


def test_a_date_without_a_hint_shows_an_example_except_among_filters():
    class Filters(FilterForm):
        received_on = GovukDateField(label="Received", required=False)

    assert Received().fields["received_on"].help_text == "For example, 4 3 2026"
    assert GovukDateField(help_text="The day of the charge.").help_text == "The day of the charge."
    assert Filters().fields["received_on"].help_text == ""


@pytest.mark.parametrize(
    ("typed", "message", "boxes"),
    [
        (("", "", ""), "Enter the date received", ("day", "month", "year")),
        (("4", "3", ""), "Date received must include a year", ("year",)),
        (("", "", "2026"), "Date received must include a day and month", ("day", "month")),
        (("31", "2", "2026"), "Date received must be a real date", ("day", "month", "year")),
        (("4", "3", "26"), "Year must include 4 numbers", ("year",)),
        (("four", "3", "2026"), "Date received must be a real date", ("day", "month", "year")),
        (("4", "<b>", "2026"), "Date received must be a real date", ("day", "month", "year")),
        (("4", "3", "9" * 5000), "Year must include 4 numbers", ("year",)),
        (("9" * 5000, "3", "2026"), "Date received must be a real date", ("day", "month", "year")),
        (("²", "3", "2026"), "Date received must be a real date", ("day", "month", "year")),
    ],
)
def test_date_error_says_how_to_mend_it_and_marks_the_boxes(typed, message, boxes):
    form = form_with(*typed)
    assert form.errors["received_on"] == [message]
    assert form["received_on"].error_boxes == boxes
    drawn = str(form["received_on"])
    marked = set(re.findall(r'name="received_on_(\w+)"[^>]*govuk-input--error', drawn))
    assert marked == set(boxes)


def test_what_was_typed_stays_in_the_boxes():
    drawn = str(form_with("31", "<script>", "26")["received_on"])
    assert 'value="31"' in drawn
    assert 'value="&lt;script&gt;"' in drawn


@time_machine.travel("2026-03-04 23:30:00+00:00", tick=False)
def test_date_on_the_wrong_side_of_today_is_refused():
    past, future = GovukDateField(label="Date received", past_only=True), GovukDateField(label="Due", future_only=True)
    assert past.clean(["4", "3", "2026"]) == future.clean(["4", "3", "2026"]) == dt.date(2026, 3, 4)
    with pytest.raises(forms.ValidationError, match="Date received must be today or in the past"):
        past.clean(["5", "3", "2026"])
    with pytest.raises(forms.ValidationError, match="Due must be today or in the future"):
        future.clean(["3", "3", "2026"])


@time_machine.travel("2026-07-04 23:30:00+00:00", tick=False)
def test_today_is_the_day_in_london():
    assert GovukDateField(past_only=True).clean(["5", "7", "2026"]) == dt.date(2026, 7, 5)


def test_optional_date_left_blank_is_no_date():
    assert GovukDateField(required=False).clean(["", "", ""]) is None


def test_link_can_carry_a_date():
    form = Received(QueryDict("received_on=2026-03-04"))
    assert form.is_valid()
    assert form.cleaned_data["received_on"] == dt.date(2026, 3, 4)
    assert 'value="2026"' in str(form["received_on"])


def test_link_with_a_broken_date_is_refused_and_shown():
    for broken in ("2026-02-31", "soon"):
        form = Received(QueryDict(f"received_on={broken}"))
        assert not form.is_valid()
        assert broken in str(form["received_on"])


def test_initial_date_fills_the_boxes_and_counts_as_unchanged():
    form = Received(
        {"received_on_day": "04", "received_on_month": "3", "received_on_year": "2026"},
        initial={"received_on": dt.date(2026, 3, 4)},
    )
    assert form.changed_data == []
    drawn = str(Received(initial={"received_on": dt.date(2026, 3, 4)})["received_on"])
    assert [f'value="{part}"' in drawn for part in (4, 3, 2026)] == [True, True, True]


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("3:07pm", dt.time(15, 7)),
        ("3.07 PM", dt.time(15, 7)),
        ("3pm", dt.time(15)),
        ("15:07", dt.time(15, 7)),
        ("1507", dt.time(15, 7)),
        ("midday", dt.time(12)),
        ("Midnight", dt.time(0)),
        ("", None),
    ],
)
def test_time_is_read_however_it_is_typed(typed, time):
    form = form_with("4", "3", "2026", received_at=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["received_at"] == time


def test_time_error_says_how_to_mend_it():
    form = form_with("4", "3", "2026", received_at="25:99")
    assert form.errors["received_at"] == ["Time received must be a time, like 3:07pm or 15:07"]
