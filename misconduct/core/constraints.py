"""Conditions that several database constraints share."""

from django.db.models import F, Q


def both_or_neither(first: str, second: str) -> Q:
    """Two columns that are filled together or not at all."""
    return Q(**{f"{first}__isnull": True, f"{second}__isnull": True}) | Q(
        **{f"{first}__isnull": False, f"{second}__isnull": False}
    )


def not_after(first: str, second: str) -> Q:
    """The first date is on or before the second, where both are known."""
    from_field = Q(**{f"{first}__isnull": True}) | Q(**{f"{second}__isnull": True})
    return from_field | Q(**{f"{first}__lte": F(second)})
