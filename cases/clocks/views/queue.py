from dataclasses import dataclass
from typing import Any

from django.db import models

from cases.clocks import sheet
from cases.clocks.filters import ClockFilter
from cases.clocks.models import Clock
from misconduct.accounts.pages import ScopedListPage
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.tables import Column

_TABS = (
    ("overdue", "Overdue"),
    ("week", "Due within 7 days"),
    ("later", "Later"),
    ("none", "No fixed day"),
    ("unexplained", "Reason needed"),
    ("", "All running"),
)


@dataclass(frozen=True)
class Tab:
    """One part of the list of deadlines."""

    label: str
    url: str
    count: int
    is_current: bool


class ClockList(ScopedListPage):
    """The deadlines in sight, the latest first: what must be done, by when, by whom."""

    model = Clock
    permission = Permission.CASE_VIEW
    filterset_class = ClockFilter
    event = "clock.list_viewed"
    template_name = "clocks/clock_list.html"
    extra_context = {
        "columns": (
            Column("Last day", sort="due"),
            Column("Deadline"),
            Column("Case", sort="case"),
            Column("Investigator", sort="owner"),
            Column("Unit"),
        )
    }

    def base_queryset(self) -> ScopedQuerySet:
        clocks: ScopedQuerySet = Clock.objects.visible_to(self.request.user).select_related(
            "case__investigator", "case__unit"
        )
        return clocks

    def get_queryset(self) -> models.QuerySet:
        query = self.request.GET.copy()
        query.setdefault("when", "overdue")
        self.filterset = self.filterset_class(query, queryset=self.base_queryset(), request=self.request)
        return self.filterset.qs if self.filterset.is_valid() else self.filterset.queryset.none()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        when = self.filterset.data["when"]
        asked = {name for name, value in self.request.GET.items() if value} & set(self.filterset.filters)
        return context | {
            "lines": sheet.lines(list(context["object_list"]), self.request.user),
            "tabs": self.tabs(when),
            "when": when,
            "is_filtered": bool(asked - {"when"}),
            "may_explain": self.request.user.has(Permission.CASE_WORK),
            "may_export": self.request.user.has(Permission.EXPORT_RUN),
        }

    def tabs(self, when: str) -> list[Tab]:
        """How many deadlines there are under each heading, with the other filters as they are."""
        seen, kept = Clock.objects.visible_to(self.request.user), self.request.GET.copy()
        kept.pop("page", None)
        found = []
        for key, label in _TABS:
            kept["when"] = key
            there = self.filterset_class(kept.copy(), queryset=seen, request=self.request)
            count = there.qs.order_by().count() if there.is_valid() else 0
            found.append(Tab(label, f"?{kept.urlencode()}", count, key == when))
        return found

    def shown(self, rows: Any) -> list[str]:
        """The cases whose deadlines were read."""
        return [key_of(clock.case) for clock in rows]
