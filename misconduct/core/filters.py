"""Filters of a list page: a date filter in GOV.UK boxes, and the filters in use as removable tags."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict

from misconduct.core.forms.fields import GovukDateField
from misconduct.core.forms.widgets import DateInput
from misconduct.core.wording import uk_date


class DateFilter(django_filters.Filter):
    """A filter on a date, typed in three boxes or carried by a link as `?name=2026-03-04`."""

    field_class = GovukDateField


@dataclass(frozen=True)
class ActiveFilter:
    """One filter in use: “Stage: Under review”, and the query string of the page without it."""

    label: str
    text: str
    query: str


def active_filters(form: forms.BaseForm, query: QueryDict, *, ignore: Iterable[str] = ()) -> list[ActiveFilter]:
    """The answers of a valid filter form, one tag for each value; `ignore` names fields shown elsewhere."""
    if not form.is_bound or not form.is_valid():
        return []
    return [active for name in form.fields if name not in set(ignore) for active in _of_field(form, name, query)]


def _of_field(form: forms.BaseForm, name: str, query: QueryDict) -> Iterator[ActiveFilter]:
    field, value = form[name].field, form.cleaned_data.get(name)
    label = str(form[name].label)
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        for one in value or ():
            raw = str(field.prepare_value(one))
            yield ActiveFilter(label, _words(field, one), _without(query, form.add_prefix(name), raw))
    elif value not in (None, "", False, [], ()):
        yield ActiveFilter(label, _words(field, value), _without(query, form.add_prefix(name)))


def _words(field: forms.Field, value: Any) -> str:
    if value is True:
        return "Yes"
    if isinstance(value, dt.date):
        return uk_date(value)
    if isinstance(value, slice):
        return " to ".join(
            uk_date(end) if isinstance(end, dt.date) else str(end) for end in (value.start, value.stop) if end
        )
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return next((str(text) for key, text in _flat(field.choices) if str(key) == str(value)), str(value))
    return str(value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, text in choices:
        if isinstance(text, list | tuple):
            yield from text
        else:
            yield key, text


def _without(query: QueryDict, name: str, value: str | None = None) -> str:
    left = query.copy()
    left.pop("page", None)
    if value is not None:
        left.setlist(name, [one for one in left.getlist(name) if one != value])
    else:
        for key in (name, *(f"{name}_{suffix}" for suffix in (*DateInput.BOXES, "after", "before", "min", "max"))):
            left.pop(key, None)
    return f"?{left.urlencode()}" if left else "?"
