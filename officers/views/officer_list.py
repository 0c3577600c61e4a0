from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from misconduct.accounts.pages import ScopedListPage
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.tables import Column
from officers.filters import OfficerFilter
from officers.models import Officer
from officers.search import LIMIT, MatchReason

_COLUMNS = (
    Column("Name", sort="name"),
    Column("Number", sort="number"),
    Column("Rank"),
    Column("Unit"),
    Column("Kind"),
    Column("Service", sort="-appointed"),
)


@dataclass(frozen=True)
class MatterCount:
    """How many matters somebody is a subject of, within the sight of whoever asks."""

    all: int = 0
    open: int = 0


class OfficerList(ScopedListPage):
    """Everyone on the roster. Whoever knows about matters adds their numbers: see `matter_counts`."""

    model = Officer
    permission = Permission.OFFICER_VIEW
    filterset_class = OfficerFilter
    event = "officer.list_viewed"
    template_name = "officers/officer_list.html"

    def base_queryset(self) -> ScopedQuerySet:
        return Officer.objects.visible_to(self.request.user)

    def matter_counts(self, officers: Sequence[Officer]) -> dict[int, MatterCount] | None:
        """Counts for the officers on this page by their id, or None where they are not to be shown."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        officers = list(context["object_list"])
        counts, postings = self.matter_counts(officers), _latest_postings(officers)
        for officer in officers:
            officer.rank, officer.unit_name = postings[officer.pk]
            officer.matters = (counts or {}).get(officer.pk, MatterCount())
            officer.found_by = _found_by(officer)
        is_searched = bool(self.filterset.form.cleaned_data.get("q"))
        matters = (Column("Open matters", is_numeric=True), Column("All matters", is_numeric=True))
        return context | {
            "object_list": officers,
            "columns": (*_COLUMNS, *(matters if counts is not None else ())),
            "shows_matters": counts is not None,
            "can_export": self.request.user.has(Permission.EXPORT_RUN),
            "can_edit_roster": self.request.user.has(Permission.ROSTER_EDIT),
            "is_searched": is_searched,
            "is_cut": is_searched and context["paginator"].count >= LIMIT,
            "sort": "" if is_searched else "name",
        }


def _latest_postings(officers: Sequence[Officer]) -> dict[int, tuple[str | None, str | None]]:
    """Rank and unit of each, looked up for the rows shown and not for all that were paged over."""
    shown = Officer.objects.filter(pk__in=[officer.pk for officer in officers]).order_by()
    found: Any = shown.with_latest_posting()
    return {pk: (rank, unit) for pk, rank, unit in found.values_list("pk", "rank", "unit_name")}


def _found_by(officer: Officer) -> str:
    """Why somebody was found, where their name and number do not show it."""
    reason = getattr(officer, "match_reason", "")
    return "" if reason in {"", MatchReason.NUMBER, MatchReason.NAME} else MatchReason(reason).label
