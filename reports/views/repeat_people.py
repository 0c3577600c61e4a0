"""The people behind the dashboard's numbers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, Max
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from cases.models import Subject
from misconduct.accounts.pages import ScopedListPage
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.tables import Column
from officers.models import Officer
from reports.people_filters import PeopleFilter
from reports.statistics.matters import officer_cases
from reports.statistics.people import WINDOWS, in_window
from reports.statistics.people_details import described
from reports.statistics.remembered import remembered
from reports.statistics.sql import room_to_sort


class RepeatPeople(ScopedListPage):
    """Who has repeated allegations, with the filters of the dashboard and of the repeat register."""

    model = Subject
    permission = Permission.REPORT_VIEW
    template_name = "reports/repeat_people.html"
    filterset_class = PeopleFilter
    filterset: PeopleFilter
    event = "dashboard.people_listed"
    columns = (
        Column("Person", "name"),
        Column("12 m", "-cases_12", is_numeric=True),
        Column("24 m", "-cases_24", is_numeric=True),
        Column("36 m", "-cases_36", is_numeric=True),
        Column("60 m", "-cases_60", is_numeric=True),
        Column("All", "-cases", is_numeric=True),
        Column("To answer", is_numeric=True),
        Column("Last matter", "-last_on"),
        Column("Flags", is_numeric=True),
    )

    def base_queryset(self) -> ScopedQuerySet:
        return officer_cases(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with room_to_sort():
            return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        """The people in their order. Worked out once for all pages of the list."""
        rows = super().get_queryset()
        if not self.filterset.is_valid():
            return rows
        sort = self.request.GET.get("sort", "")
        return remembered(
            "people",
            viewer=self.request.user,
            asked=self.filterset.form.cleaned_data | {"sort": sort},
            work_out=lambda: list(ordered(rows, sort, as_at=self.filterset.as_at).values("officer_id", "cases")),
        )

    def shown(self, rows: Iterable[Any]) -> list[str]:
        return [key_of(Officer(pk=row["officer_id"])) for row in rows]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = without_page(self.request.GET)
        return context | {
            "people": described(context["object_list"], filters=self.filterset, viewer=self.request.user),
            "columns": self.columns,
            "as_at": self.filterset.as_at,
            "basis": self.filterset.basis_in_force.label.lower(),
            "dashboard_url": f"{reverse('reports:repeat')}?{query.urlencode()}",
            "filters_query": query.urlencode(),
            "clear_url": reverse("reports:repeat_people"),
        }


def ordered(rows: models.QuerySet, asked: str, *, as_at: date) -> models.QuerySet:
    """The order asked for, or most cases first; the roster's order among equals, so that pages never overlap."""
    field = asked.lstrip("-")
    if field == "name":
        names = ("officer__surname", "officer__forenames", "officer__number")
        return rows.order_by(*(f"-{name}" if asked.startswith("-") else name for name in names), "officer_id")
    orders = {f"cases_{months}": in_window(months, as_at=as_at) for months in WINDOWS}
    order = orders.get(field) or (Max("dated_on") if field == "last_on" else Count("pk"))
    is_ascending = asked in {*orders, "last_on", "cases"}
    rows = rows.annotate(order=order)
    first = F("order").asc(nulls_last=True) if is_ascending else F("order").desc(nulls_last=True)
    return rows.order_by(first, "officer_id")


def without_page(query: QueryDict) -> QueryDict:
    """The address's filters and order, from the first page."""
    kept = query.copy()
    kept.pop("page", None)
    return kept
