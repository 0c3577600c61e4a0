"""The filters of an export: read, refused or put into words for its manifest."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django_filters import FilterSet

from misconduct.accounts.models import User
from misconduct.core.errors import Refused
from reports.exports.export import Export


def bound_filters(export: Export, *, filters: Mapping[str, Any], by: User) -> FilterSet:
    """The export's filters over the rows in the person's sight. Raises Refused for a filter that cannot be read."""
    asked = HttpRequest()
    asked.user = by
    filterset = export.filterset(filters, queryset=export.queryset(by), request=asked)
    if not filterset.is_valid():
        name, errors = next(iter(filterset.errors.items()))
        raise Refused(f"{filterset.form.fields[name].label or name}: {errors[0]}", field=name)
    return filterset


def chosen_filters(filterset: FilterSet) -> dict[str, Any]:
    """The filters in use as text, so that a manifest can be read and run again."""
    chosen = {}
    for name, value in filterset.form.cleaned_data.items():
        if value in (None, "", False, []) or (isinstance(value, QuerySet) and not value):
            continue
        prepared = filterset.form.fields[name].prepare_value(value)
        is_plain = isinstance(prepared, str | int | list)
        chosen[name] = prepared if is_plain else str(value)
    return chosen
