from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone

from cases import officer_history
from cases.officer_history import Matter
from cases.officer_line import Career, career_of, line_of
from cases.watches.models import Watch
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
    career: Career
    watches: Sequence[Watch]

    def base_queryset(self) -> ScopedQuerySet:
        return Officer.objects.visible_to(self.request.user).with_latest_posting()

    def also_shown(self) -> list[models.Model | str]:
        flags = (flag for flag in self.career.flags if not flag.is_restricted)
        return [*(key_of(matter.case) for matter in self.career.matters), *flags, *self.watches]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        officer, viewer, today = self.object, self.request.user, timezone.localdate()
        self.career = career = career_of(officer, viewer)
        self.watches = list(Watch.objects.visible_to(viewer).running(today).filter(officer=officer).with_people())
        window = _window_asked_for(self.request.GET.get("months", ""))
        asked_for = officer_history.within(career.matters, window, today=today) if window else career.matters
        return super().get_context_data(
            officer=officer,
            counts=_counts(career.matters, today),
            page_obj=Paginator(asked_for, 50).get_page(self.request.GET.get("page")),
            window=window,
            every=len(career.matters),
            undated=sum(matter.dated_on is None for matter in career.matters),
            line=line_of(officer, career, today=today),
            warnings=officer_history.live(career.warnings, today=today),
            periods=career.periods,
            running=career.running(today),
            openable={matter.case.pk for matter in career.matters if matter.is_openable},
            has_open_matter=career.has_open_matter,
            flags=career.open_flags,
            earlier_flags=[flag for flag in career.flags if flag not in career.open_flags][::-1],
            prior_services=officer.prior_services.visible_to(viewer).standing(),
            watches=self.watches,
            may_watch=_may_watch(self.watches, viewer),
            postings=career.postings[::-1],
            aliases=officer.aliases.all(),
            columns=_COLUMNS,
            subject_key=key_of(officer),
            **_rights(viewer),
            **kwargs,
        )


def _may_watch(watches: Sequence[Watch], viewer: Any) -> bool:
    """Whether the viewer may begin to watch the person, which whoever watches already need not."""
    return viewer.has(Permission.FLAG_REVIEW) and all(watch.watcher_id != viewer.pk for watch in watches)


def _rights(viewer: Any) -> dict[str, bool]:
    return {
        "sees_matters": viewer.has(Permission.CASE_VIEW),
        "sees_flags": viewer.has(Permission.FLAG_VIEW),
        "sees_log": viewer.has(Permission.AUDIT_VIEW),
        "can_edit_roster": viewer.has(Permission.ROSTER_EDIT),
    }


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
