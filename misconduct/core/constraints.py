"""Conditions that several database constraints share."""

from functools import reduce
from operator import or_

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db.models import F, Func, Q


def both_or_neither(first: str, second: str) -> Q:
    """Two columns that are filled together or not at all."""
    return Q(**{f"{first}__isnull": True, f"{second}__isnull": True}) | Q(
        **{f"{first}__isnull": False, f"{second}__isnull": False}
    )


def just_one(*names: str) -> Q:
    """Of these columns one is filled and the others are not."""
    return reduce(or_, (Q(**{f"{name}__isnull": name != filled for name in names}) for filled in names))


def not_after(first: str, second: str) -> Q:
    """The first date is on or before the second, where both are known."""
    from_field = Q(**{f"{first}__isnull": True}) | Q(**{f"{second}__isnull": True})
    return from_field | Q(**{f"{first}__lte": F(second)})


def days_between(first: str, last: str, *, with_last: bool) -> Func:
    """The days from one column to another, for constraints on what may not overlap. `with_last`: that day included."""
    bounds = RangeBoundary(inclusive_lower=True, inclusive_upper=True) if with_last else RangeBoundary()
    return Func(F(first), F(last), bounds, function="daterange", output_field=DateRangeField())
