"""The repeat-allegation dashboard."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from reports.statistics.dashboard import Figures, repeat_filter
from reports.statistics.remembered import remembered_figures
from reports.views.repeat_tiles import Links, draw, interval_words, rate_words


class RepeatDashboard(Page):
    """How many people have repeated allegations, who, where, and whether it is getting better."""

    permission = Permission.REPORT_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = repeat_filter(request.GET, self.request.user)
        context: dict[str, Any] = {"filterset": filters}
        if filters.is_valid():
            figures = remembered_figures(self.request.user, filters)
            context |= drawn(figures, Links(request.GET)) | {"basis": filters.basis_in_force.label.lower()}
        shown = {"page": "repeat allegations", "query": request.GET.urlencode()}
        record("dashboard.viewed", by=self.request.user, after=shown)
        return render(request, "reports/repeat.html", context, status=200 if filters.is_valid() else 400)


def drawn(figures: Figures, links: Links) -> dict[str, Any]:
    """What the template shows of one set of figures."""
    tiles = draw(figures, links)
    return {
        "figures": figures,
        "tiles": tiles,
        "share_interval": interval_words(tiles.repeat_share),
        "dismissal_words": rate_words(tiles.dismissal),
        "everyone_url": links.people(band="1+"),
        "repeat_url": links.people(band="2+"),
    }
