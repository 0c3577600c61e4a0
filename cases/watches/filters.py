from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from cases.watches.models import Watch
from misconduct.core.forms.base import FilterForm

STATES = (("running", "Running"), ("over", "Over"))
WHOSE = (("mine", "Mine"),)


class WatchFilter(django_filters.FilterSet):
    """By whether they run, and whose they are."""

    state = django_filters.ChoiceFilter(label="State", choices=STATES, method="in_state", empty_label="Any")
    whose = django_filters.ChoiceFilter(label="Watched by", choices=WHOSE, method="of", empty_label="Anybody")

    class Meta:
        model = Watch
        fields = ("state", "whose")
        form = FilterForm

    def in_state(self, queryset: Any, name: str, state: str) -> QuerySet:
        today = timezone.localdate()
        found: QuerySet = queryset.running(today) if state == "running" else queryset.over(today)
        return found

    def of(self, queryset: Any, name: str, whose: str) -> QuerySet:
        found: QuerySet = queryset.filter(watcher=self.request.user)
        return found
