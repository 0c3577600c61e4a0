"""The filters of the case list, shared with the export of the same rows."""

from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cases.clocks.models import Clock
from cases.models import Allegation, Case, Code, CodeList, Subject
from cases.querysets import RECEIVED, CaseQuerySet
from cases.stages import OPEN_STAGES, RecordType, Stage
from misconduct.accounts.models import User
from misconduct.accounts.roles import ROLES, Permission
from misconduct.core.filters import DateFilter
from misconduct.core.forms.base import FilterForm
from officers.models import Officer, Unit, units_and_below

NOBODY = "none"
_CASEWORKERS = [role.name.value for role in ROLES.values() if Permission.CASE_WORK in role.permissions]


_STAGE_ORDER = models.Case(
    *(models.When(stage=stage, then=place) for place, stage in enumerate(Stage)), output_field=models.IntegerField()
)
SORTS: dict[str, tuple[models.F | models.Expression, ...]] = {
    "reference": (F("reference"),),
    "received": (RECEIVED,),
    "type": (F("record_type"),),
    "stage": (_STAGE_ORDER,),
    "owner": (F("investigator__last_name"), F("investigator__first_name")),
    "days": (F("time_open"),),
}


class Sorting(django_filters.OrderingFilter):
    """`?sort=` by a column: empty values last either way, and a fixed order among equals."""

    def filter(self, qs: CaseQuerySet, value: Any) -> QuerySet:
        if not value:
            return qs
        terms = [
            _ordered(term, is_descending=name.startswith("-")) for name in value for term in SORTS[name.lstrip("-")]
        ]
        return qs.with_time_open().order_by(*terms, F("pk").desc())


def _ordered(term: models.F | models.Expression, *, is_descending: bool) -> models.expressions.OrderBy:
    return term.desc(nulls_last=True) if is_descending else term.asc(nulls_last=True)


class CaseFilter(django_filters.FilterSet):
    """Narrows and orders cases that are in sight already.

    The `request` tells who asks; without one every filter stands.
    """

    q = django_filters.CharFilter(method="containing", label="Reference or words in what happened")
    state = django_filters.ChoiceFilter(
        method="in_state",
        label="State",
        empty_label="Open and closed",
        choices=(("open", "Open"), ("closed", "Closed")),
    )
    owner = django_filters.ModelChoiceFilter(
        field_name="investigator",
        label="Investigator",
        empty_label="Anybody",
        null_label="Not assigned",
        null_value=NOBODY,
        queryset=User.objects.filter(role__in=_CASEWORKERS).order_by("last_name", "first_name", "pk"),
    )
    unit = django_filters.ModelChoiceFilter(
        method="of_unit", label="Unit and those below it", empty_label="Every unit", queryset=Unit.objects.all()
    )
    category = django_filters.ModelChoiceFilter(
        method="of_category",
        label="Category alleged",
        empty_label="Every category",
        queryset=Code.objects.of(CodeList.CATEGORY),
    )
    received_from = DateFilter(field_name="received_on", lookup_expr="gte", label="Received from")
    received_to = DateFilter(field_name="received_on", lookup_expr="lte", label="Received up to")
    record_type = django_filters.MultipleChoiceFilter(
        label="Kind of record", choices=RecordType.choices, widget=forms.CheckboxSelectMultiple
    )
    stage = django_filters.MultipleChoiceFilter(
        label="Stage", choices=Stage.choices, widget=forms.CheckboxSelectMultiple
    )
    overdue = django_filters.BooleanFilter(
        method="with_overdue", label="Only with an overdue deadline", widget=forms.CheckboxInput
    )
    is_sealed = django_filters.BooleanFilter(
        label="Sealed",
        widget=forms.Select(choices=(("", "Sealed or not"), ("true", "Sealed only"), ("false", "Not sealed"))),
    )
    logged_by = django_filters.ModelChoiceFilter(
        label="Logged by",
        empty_label="Anybody",
        queryset=User.objects.filter(role__in=_CASEWORKERS).order_by("last_name", "first_name", "pk"),
    )
    officer = django_filters.ModelChoiceFilter(
        method="about", label="About", queryset=Officer.objects.all(), widget=forms.HiddenInput
    )
    sort = Sorting(fields=[(name, name) for name in SORTS], label="Sort by", widget=forms.HiddenInput)

    class Meta:
        model = Case
        fields: list[str] = []
        form = FilterForm

    def __init__(
        self, data: Any = None, queryset: QuerySet | None = None, *, request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, queryset, request=request, **kwargs)
        viewer = getattr(request, "user", None)
        if viewer is None:
            return
        if not viewer.has(Permission.CASE_SEAL):
            del self.filters["is_sealed"]
        self.filters["officer"].queryset = Officer.objects.visible_to(viewer)

    def containing(self, cases: CaseQuerySet, name: str, value: str) -> QuerySet:
        """Words anywhere in the reference or in what happened, whatever their case."""
        return cases.containing(value)

    def in_state(self, cases: QuerySet, name: str, value: str) -> QuerySet:
        return cases.filter(stage__in=OPEN_STAGES) if value == "open" else cases.exclude(stage__in=OPEN_STAGES)

    def of_unit(self, cases: QuerySet, name: str, value: Unit) -> QuerySet:
        """Cases of the unit or of one below it, or about somebody who served there at the time."""
        units = units_and_below([value.pk])
        served_there = Subject.objects.filter(unit_at_time__in=units).values("case")
        return cases.filter(Q(unit__in=units) | Q(pk__in=served_there))

    def of_category(self, cases: QuerySet, name: str, value: Code) -> QuerySet:
        """Cases with an allegation of the category or of one within it."""
        within = Code.objects.filter(Q(pk=value.pk) | Q(parent=value.pk)).values("pk")
        return cases.filter(pk__in=Allegation.objects.filter(category__in=within).values("case"))

    def with_overdue(self, cases: QuerySet, name: str, value: bool) -> QuerySet:
        overdue = Clock.objects.overdue(timezone.localdate())
        return cases.filter(pk__in=overdue.order_by().values("case")) if value else cases

    def about(self, cases: QuerySet, name: str, value: Officer) -> QuerySet:
        return cases.filter(pk__in=Subject.objects.filter(officer=value).values("case"))
