"""The filters of the officer list, shared with its export."""

import datetime as dt
from typing import Any, cast

import django_filters
from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from misconduct.accounts.models import User
from misconduct.core.forms.base import FilterForm
from officers.models import Officer, Posting, Unit, units_and_below
from officers.querysets import OfficerQuerySet

_BY_NAME = ("surname", "forenames", "number")
_SORTS: dict[str, tuple[str | OrderBy, ...]] = {
    "name": _BY_NAME,
    "-name": tuple(f"-{field}" for field in _BY_NAME),
    "number": ("number",),
    "-number": ("-number",),
    "appointed": (F("appointed_on").asc(nulls_last=True), *_BY_NAME),
    "-appointed": (F("appointed_on").desc(nulls_last=True), *_BY_NAME),
}


def _units(request: HttpRequest | None) -> QuerySet:
    """The units to choose from. A command has no request: its export checks the person's rights itself."""
    return Unit.objects.visible_to(cast(User, request.user)) if request else Unit.objects.all()


def _ranks() -> list[tuple[str, str]]:
    ranks = Posting.objects.exclude(rank="").order_by("rank").values_list("rank", flat=True).distinct()
    return [(rank, rank) for rank in ranks]


def _latest(**said: object) -> QuerySet:
    """Ids of the people of whose latest posting this is true. Only postings that say so are looked at closely."""
    postings = Posting.objects.order_by().annotate(start=Coalesce("starts_on", Value(dt.date.min)))
    later = postings.filter(
        Q(start__gt=OuterRef("start")) | Q(start=OuterRef("start"), pk__gt=OuterRef("pk")), officer=OuterRef("officer")
    )
    return postings.filter(~Exists(later), **said).values("officer")


class OfficerFilter(django_filters.FilterSet):
    """Words to search for, then what the latest posting and the dates of service say."""

    q = django_filters.CharFilter(label="Number or name", method="matching", help_text="Or a former name, or its sound")
    unit = django_filters.ModelChoiceFilter(
        label="Unit, with those below it", queryset=_units, method="in_unit", empty_label="Any unit"
    )
    rank = django_filters.ChoiceFilter(label="Rank", method="of_rank", empty_label="Any rank")
    kind = django_filters.ChoiceFilter(label="Kind", choices=Officer.Kind.choices, empty_label="Any kind")
    service = django_filters.ChoiceFilter(
        label="Service",
        choices=(("serving", "Serving"), ("left", "Left")),
        method="in_service",
        empty_label="Serving or left",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["rank"].extra["choices"] = _ranks()  # read once, however often the form looks at them

    class Meta:
        model = Officer
        form = FilterForm
        fields = ("q", "unit", "rank", "kind", "service")

    def matching(self, officers: OfficerQuerySet, name: str, text: str) -> OfficerQuerySet:
        """The closest matches, best first."""
        return officers.search(text)

    def in_unit(self, officers: OfficerQuerySet, name: str, unit: Unit) -> OfficerQuerySet:
        return officers.filter(pk__in=_latest(unit__in=units_and_below([unit.pk])))

    def of_rank(self, officers: OfficerQuerySet, name: str, rank: str) -> OfficerQuerySet:
        return officers.filter(pk__in=_latest(rank=rank))

    def in_service(self, officers: OfficerQuerySet, name: str, choice: str) -> OfficerQuerySet:
        today = timezone.localdate()
        return officers.left(today) if choice == "left" else officers.serving(today)

    def filter_queryset(self, queryset: Any) -> Any:
        """In the order asked for; otherwise the closest match first, or by name. Never two orders for one list."""
        found = super().filter_queryset(queryset)
        order = _SORTS.get(self.data.get("sort", "")) or found.query.order_by or _BY_NAME
        return found.order_by(*order, "pk")
