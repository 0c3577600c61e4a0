"""The one page of a line manager: a card for each person they supervise now."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.tables import Column
from officers.models import Officer
from reports.statistics.team import WINDOWS, cards

_COLUMNS = (Column("Category"), *(Column(f"Last {months} months", is_numeric=True) for months in WINDOWS))


class TeamCards(Page, TemplateView):
    """Counts, categories, and live warnings and restrictions of one's own people. Each look is on record."""

    permission = Permission.TEAM_VIEW
    template_name = "team/team_cards.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = cards(user, today=timezone.localdate())
        record("team.viewed", by=user, touched=[card.officer for card in found], after={"people": len(found)})
        has_record = Officer.objects.filter(account=user).exists()
        quiet = [card.officer for card in found if card.is_empty]
        shown = [card for card in found if not card.is_empty]
        given = {"cards": shown, "quiet": quiet, "people": len(found), "columns": _COLUMNS, "has_record": has_record}
        return super().get_context_data(**given, **kwargs)
