"""Filters of exports that no list page has already."""

import django_filters

from cases.models import AllegationSubject, Code, CodeList, Outcome
from cases.stages import RecordType
from misconduct.core.filters import DateFilter
from misconduct.core.forms.base import FilterForm
from officers.models import Unit


class PairFilter(django_filters.FilterSet):
    """Allegations against subjects by the dates and facts of their case."""

    received_from = DateFilter("allegation__case__received_on", "gte", label="Received from")
    received_to = DateFilter("allegation__case__received_on", "lte", label="Received to")
    finalised_from = DateFilter("finalised_on", "gte", label="Finalised from")
    finalised_to = DateFilter("finalised_on", "lte", label="Finalised to")
    record_type = django_filters.ChoiceFilter(
        field_name="allegation__case__record_type", choices=RecordType.choices, label="Record type", empty_label="All"
    )
    category = django_filters.ModelChoiceFilter(
        field_name="allegation__category",
        queryset=Code.objects.filter(code_list=CodeList.CATEGORY).order_by("scheme", "position", "code"),
        label="Category",
        empty_label="All",
    )
    unit = django_filters.ModelChoiceFilter(
        field_name="subject__unit_at_time", queryset=Unit.objects.all(), label="Unit at the time", empty_label="All"
    )

    class Meta:
        model = AllegationSubject
        form = FilterForm
        fields: tuple[str, ...] = ()


class OutcomeFilter(django_filters.FilterSet):
    """Outcomes by the day they were decided."""

    decided_from = DateFilter("decided_on", "gte", label="Decided from")
    decided_to = DateFilter("decided_on", "lte", label="Decided to")
    value = django_filters.ModelChoiceFilter(
        queryset=Code.objects.filter(code_list=CodeList.OUTCOME), label="Outcome", empty_label="All"
    )
    in_force = django_filters.BooleanFilter("superseded_at", "isnull", label="In force only")

    class Meta:
        model = Outcome
        form = FilterForm
        fields: tuple[str, ...] = ()
