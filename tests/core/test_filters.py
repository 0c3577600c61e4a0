"""The filters in use, as tags that can be taken off."""

import datetime as dt

import django_filters
from django import forms
from django.http import QueryDict

from misconduct.accounts.models import User
from misconduct.core.filters import DateFilter, active_filters
from misconduct.core.forms.base import FilterForm
from misconduct.core.forms.fields import GovukDateField
from tests.core.kitchen_sink import ListFilter


def shown(query: str) -> list[tuple[str, str, str]]:
    data = QueryDict(query)
    return [(active.label, active.text, active.query) for active in active_filters(ListFilter(data), data)]


def test_each_value_in_use_is_a_tag_without_which_the_rest_stays():
    assert shown("unit=n&stage=o&stage=c&sort=-x&page=4") == [
        ("Unit", "North", "?stage=o&stage=c&sort=-x"),
        ("Stage", "Open", "?unit=n&stage=c&sort=-x"),
        ("Stage", "Closed", "?unit=n&stage=o&sort=-x"),
    ]


def test_date_is_said_in_words_and_leaves_with_all_its_boxes():
    assert shown("since_day=4&since_month=3&since_year=2026&unit=n") == [
        ("Unit", "North", "?since_day=4&since_month=3&since_year=2026"),
        ("Received since", "4 March 2026", "?unit=n"),
    ]
    assert shown("since=2026-03-04") == [("Received since", "4 March 2026", "?")]


def test_no_filters_no_tags():
    assert shown("") == shown("page=2") == shown("unit=") == []


def test_filter_that_cannot_be_read_is_no_tag():
    assert shown("unit=forged") == []


def test_left_out_fields_are_no_tags():
    data = QueryDict("unit=n&stage=o")
    assert [active.label for active in active_filters(ListFilter(data), data, ignore=["stage"])] == ["Unit"]


def test_date_filter_asks_in_boxes_and_refuses_what_is_no_date():
    class Received(django_filters.FilterSet):
        since = DateFilter(field_name="date_joined", lookup_expr="date__gte", label="Joined since")

        class Meta:
            model = User
            fields = ()
            form = FilterForm

    found = Received(QueryDict("since=2026-03-04"), queryset=User.objects.all())
    assert found.is_valid()
    assert found.form.cleaned_data == {"since": dt.date(2026, 3, 4)}
    broken = Received(QueryDict("since_day=31&since_month=2&since_year=2026"), queryset=User.objects.all())
    assert not broken.is_valid()
    assert broken.errors["since"] == ["Joined since must be a real date"]
    assert 'id="filter_since_0"' in str(broken.form)


def test_yes_and_grouped_choices_are_said_in_words():
    class Filter(forms.Form):
        sealed = forms.BooleanField(required=False)
        kind = forms.ChoiceField(required=False, choices=[("Group", [("a", "Allegation")])])
        until = GovukDateField(required=False)

    data = QueryDict("sealed=on&kind=a")
    assert [active.text for active in active_filters(Filter(data), data)] == ["Yes", "Allegation"]
