"""The filters that the repeat-allegation dashboard, the list of people behind it and its export share."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django_filters.fields import ModelChoiceField

from cases.models import AllegationSubject, Code, CodeList, Subject
from cases.stages import RecordType
from misconduct.core.filters import DateFilter
from misconduct.core.forms.base import FilterForm
from officers.models import Unit
from officers.models.unit import units_and_below
from reports.statistics.matters import Basis, dated, in_period


class Source(models.TextChoices):
    """Which record types count. Casey counted internal allegations; public complaints stood in another set."""

    PUBLIC = "public", "Public complaints"
    INTERNAL = "internal", "Internal matters"


PUBLIC_COMPLAINTS = (RecordType.COMPLAINT_OUTSIDE, RecordType.COMPLAINT_INSIDE)
INTERNAL_MATTERS = (
    RecordType.CONDUCT,
    RecordType.RECORDABLE_CONDUCT,
    RecordType.DEATH_OR_SERIOUS_INJURY,
    RecordType.REFLECTIVE_PRACTICE,
    RecordType.PERFORMANCE,
    RecordType.VETTING,
    RecordType.PROBATIONER_DISCHARGE,
)
_RECORD_TYPES = {Source.PUBLIC: PUBLIC_COMPLAINTS, Source.INTERNAL: INTERNAL_MATTERS}


class RepeatFilterForm(FilterForm):
    """Refuses a period that ends before it starts."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from_date"), cleaned.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", ValidationError("“To” must be the same as or after “From”"))
        return cleaned


class CategoryField(ModelChoiceField):
    """Categories by code and words: two schemes share letters."""

    def label_from_instance(self, obj: Code) -> str:
        return f"{obj.code} {obj.label}"


class CategoryFilter(django_filters.ModelChoiceFilter):
    field_class = CategoryField


class CheckboxFilter(django_filters.Filter):
    field_class = forms.BooleanField


class RepeatFilter(django_filters.FilterSet):
    """Narrows officer-cases to a period, unit, category and source; each carries its date as `dated_on`.

    A unit brings the units below it, a category its sub-categories. Historic records that do not say what they were
    count only among all records.
    """

    basis = django_filters.ChoiceFilter(
        choices=Basis.choices,
        label="Count by",
        empty_label=None,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
    )
    from_date = DateFilter(label="From")
    to_date = DateFilter(label="To")
    unit = django_filters.ModelChoiceFilter(
        queryset=Unit.objects.order_by("name", "code"),
        label="Unit at the time",
        empty_label="All units",
        null_label="Not known",
    )
    category = CategoryFilter(
        queryset=Code.objects.of(CodeList.CATEGORY),
        label="Category",
        empty_label="All categories",
        null_label="Not recorded",
    )
    source = django_filters.ChoiceFilter(choices=Source.choices, label="Records", empty_label="All records")
    serving = CheckboxFilter(label="Serving only")

    class Meta:
        model = Subject
        fields: tuple[str, ...] = ()
        form = RepeatFilterForm

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        answers = QueryDict(mutable=True) if data is None else data.copy()
        if not answers.get("basis"):
            answers["basis"] = Basis.RECEIVED.value
        super().__init__(answers, *args, **kwargs)

    @property
    def basis_in_force(self) -> Basis:
        """The basis asked for; by the date received where none is, or where it cannot be read."""
        asked = self.form.cleaned_data.get("basis") if self.is_valid() else ""
        return Basis(asked or Basis.RECEIVED)

    def filter_queryset(self, queryset: models.QuerySet) -> models.QuerySet:
        """The officer-cases that all answers together leave."""
        asked = self.form.cleaned_data
        period = {"first": asked.get("from_date"), "last": asked.get("to_date")}
        matters = in_period(dated(queryset, self.basis_in_force), **period)
        if unit := asked.get("unit"):
            matters = matters.filter(_at_unit(unit))
        if category := asked.get("category"):
            matters = matters.filter(_of_category(category))
        if source := asked.get("source"):
            matters = matters.filter(case__record_type__in=_RECORD_TYPES[source])
        if asked.get("serving"):
            today = timezone.localdate()
            matters = matters.filter(Q(officer__left_on__isnull=True) | Q(officer__left_on__gt=today))
        return matters


def _at_unit(unit: Unit | str) -> Q:
    if isinstance(unit, Unit):
        return Q(unit_at_time__in=units_and_below([unit.pk]))
    return Q(unit_at_time__isnull=True)


def _of_category(category: Code | str) -> Exists:
    pairs = AllegationSubject.objects.filter(subject=OuterRef("pk"))
    if isinstance(category, Code):
        own_or_below = Q(allegation__category=category) | Q(allegation__category__parent=category)
        return Exists(pairs.filter(own_or_below))
    return Exists(pairs.filter(allegation__category__isnull=True))
