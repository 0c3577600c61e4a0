"""The filters of the list of deadlines, shared with the export of the same rows."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cases.clocks.definitions import labels
from cases.clocks.models import Clock
from misconduct.accounts.models import User
from misconduct.accounts.roles import ROLES, Permission
from misconduct.core.forms.base import FilterForm
from officers.models import Unit, unit_ids_in_scope, units_and_below

WHOSE = (("mine", "Mine"), ("team", "My team’s"))
WHEN = (
    ("overdue", "Overdue"),
    ("today", "Due today"),
    ("week", "Due within 7 days"),
    ("later", "Due later"),
    ("none", "No fixed day"),
    ("breached", "Missed, whether or not made good"),
    ("unexplained", "Missed, with no reason given"),
)
_CASEWORKERS = [role.name.value for role in ROLES.values() if Permission.CASE_WORK in role.permissions]
_SORTS = {
    "due": (F("due_on").asc(nulls_last=True),),
    "-due": (F("due_on").desc(nulls_last=True),),
    "case": (F("case__reference").asc(),),
    "-case": (F("case__reference").desc(),),
    "owner": (F("case__investigator__last_name").asc(nulls_last=True),),
    "-owner": (F("case__investigator__last_name").desc(nulls_last=True),),
}


def kinds() -> list[tuple[str, str]]:
    return sorted(labels().items(), key=lambda one: one[1])


def units_in_sight(request: Any) -> QuerySet:
    """A command has no request: its export checks the person's rights itself."""
    return Unit.objects.visible_to(request.user) if request else Unit.objects.all()


def at(clocks: Any, when: str, today: date) -> Any:
    """Those of the deadlines that this word of the filter means."""
    week = today + timedelta(days=7)
    if when == "breached":
        return clocks.breached(today)
    if when == "unexplained":
        return clocks.breached(today).unexplained()
    running = clocks.running(today)
    narrowed = {
        "overdue": Q(due_on__lt=today, paused_since=None),
        "today": Q(due_on=today),
        "week": Q(due_on__gte=today, due_on__lte=week),
        "later": Q(due_on__gt=week),
        "none": Q(due_on__isnull=True),
    }
    return running.filter(narrowed[when]) if when in narrowed else running


class ClockFilter(django_filters.FilterSet):
    """By person, unit, kind and lateness. Without a word on lateness, every running deadline."""

    whose = django_filters.ChoiceFilter(label="Whose", choices=WHOSE, method="of_whom", empty_label="Every case")
    when = django_filters.ChoiceFilter(label="When", choices=WHEN, method="at_time", empty_label="Every running one")
    kind = django_filters.ChoiceFilter(
        label="Deadline", choices=kinds, field_name="definition", empty_label="Every kind"
    )
    owner = django_filters.ModelChoiceFilter(
        label="Investigator",
        field_name="case__investigator",
        queryset=User.objects.filter(role__in=_CASEWORKERS).order_by("last_name", "first_name", "pk"),
        empty_label="Anybody",
        null_label="Not assigned",
        null_value="none",
    )
    unit = django_filters.ModelChoiceFilter(
        label="Unit and those below it", queryset=units_in_sight, method="of_unit", empty_label="Every unit"
    )

    class Meta:
        model = Clock
        fields: list[str] = []
        form = FilterForm

    def of_whom(self, clocks: Any, name: str, whose: str) -> QuerySet:
        """Mine: of cases I investigate. My team's: of the units I am scoped to."""
        if self.request is None:
            return clocks.none()
        if whose == "mine":
            return clocks.filter(case__investigator=self.request.user)
        return clocks.filter(case__unit__in=unit_ids_in_scope(self.request.user.pk))

    def of_unit(self, clocks: Any, name: str, unit: Unit) -> QuerySet:
        return clocks.filter(case__unit__in=units_and_below([unit.pk]))

    def at_time(self, clocks: Any, name: str, when: str) -> Any:
        """Narrowed in `filter_queryset`, which also knows what stands where nothing was asked."""
        return clocks

    def filter_queryset(self, queryset: Any) -> Any:
        """What is due first comes first, unless another order is asked for."""
        today = timezone.localdate()
        found = super().filter_queryset(at(queryset, self.form.cleaned_data.get("when") or "", today))
        return found.order_by(*_SORTS.get(self.data.get("sort", ""), _SORTS["due"]), "pk")
