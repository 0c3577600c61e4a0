from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone

from cases import officer_history
from cases.flags.models import Flag
from cases.officer_history import Matter
from cases.officer_line import Career, line_of, notices_of
from cases.periods.models import Period
from cases.periods.warnings import career_breaks
from misconduct.accounts.pages import ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.tables import Column
from officers.models import Officer

_COLUMNS = (
    Column("Reference"),
    Column("Received"),
    Column("Type"),
    Column("Categories"),
    Column("Stage"),
    Column("What came of it"),
    Column("Finalised"),
    Column("Unit at the time"),
)


@dataclass(frozen=True)
class WindowCount:
    """How many matters fall in a window, and the address that shows them."""

    label: str
    count: int
    url: str


class OfficerPage(ScopedObjectPage):
    """One person's whole history: every matter within the viewer's sight, whatever came of it."""

    model = Officer
    permission = Permission.OFFICER_VIEW
    event = "officer.viewed"
    template_name = "officers/officer_page.html"
    matters: list[Matter]
    flags: list[Flag]

    def base_queryset(self) -> ScopedQuerySet:
        return Officer.objects.visible_to(self.request.user).with_latest_posting()

    def also_shown(self) -> list[models.Model | str]:
        return [*(key_of(matter.case) for matter in self.matters), *self.flags]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        officer, viewer, today = self.object, self.request.user, timezone.localdate()
        self.matters = officer_history.matters_of(officer, viewer)
        self.flags = list(Flag.objects.visible_to(viewer).filter(officer=officer).select_related("rule"))
        postings = list(officer.postings.select_related("unit"))
        periods = list(Period.objects.visible_to(viewer).filter(officer=officer).select_related("case"))
        breaks = career_breaks([officer.pk]).get(officer.pk, ())
        warnings = officer_history.warnings_of(self.matters, career_breaks=breaks)
        parts = Career(
            postings=postings,
            matters=self.matters,
            warnings=warnings,
            periods=periods,
            notices=notices_of(officer, viewer),
            flags=self.flags,
        )
        window = _window_asked_for(self.request.GET.get("months", ""))
        return super().get_context_data(
            officer=officer,
            counts=_counts(self.matters, today),
            page_obj=Paginator(_asked_for(self.matters, window, today), 50).get_page(self.request.GET.get("page")),
            window=window,
            every=len(self.matters),
            undated=sum(matter.dated_on is None for matter in self.matters),
            line=line_of(officer, parts, today=today),
            warnings=officer_history.live(warnings, today=today),
            periods=periods,
            running=[period for period in periods if period.runs_on(today)],
            openable={matter.case.pk for matter in self.matters if matter.is_openable},
            has_open_matter=any(matter.case.is_open for matter in self.matters),
            flags=[flag for flag in self.flags if flag.status == Flag.Status.OPEN],
            postings=postings[::-1],
            aliases=officer.aliases.all(),
            columns=_COLUMNS,
            subject_key=key_of(officer),
            **_rights(viewer),
            **kwargs,
        )


def _rights(viewer: Any) -> dict[str, bool]:
    return {
        "sees_matters": viewer.has(Permission.CASE_VIEW),
        "sees_flags": viewer.has(Permission.FLAG_VIEW),
        "sees_log": viewer.has(Permission.AUDIT_VIEW),
        "can_edit_roster": viewer.has(Permission.ROSTER_EDIT),
    }


def _asked_for(matters: list[Matter], window: int | None, today: date) -> list[Matter]:
    return officer_history.within(matters, window, today=today) if window else matters


def _window_asked_for(months: str) -> int | None:
    return next((window for window, _ in officer_history.WINDOWS if str(window) == months), None)


def _counts(matters: Sequence[Matter], today: date) -> list[WindowCount]:
    return [
        *(
            WindowCount(label, len(officer_history.within(matters, months, today=today)), f"?months={months}#matters")
            for months, label in officer_history.WINDOWS
        ),
        WindowCount("Ever", len(matters), "?#matters"),
    ]
