"""The fairness monitor: each stage from an allegation to what is done, group beside group."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.months import months_before
from misconduct.core.tables import Column
from reports.forms import PeriodForm
from reports.statistics.fairness import LEAST_RATIO, Stage, StageFigures, fairness
from reports.statistics.fairness_sql import GROUPINGS, group_counts
from reports.statistics.matters import Basis

YEARS = 3
_WORDS = {
    Stage.ALLEGATION: ("Allegations", "Officer-cases", "Person-years", "Cases per 100 person-years"),
    Stage.FLAG: ("Flags", "People flagged", "People with a case", "Share flagged"),
    Stage.DECISION: ("Decisions", "Flags decided", "Flags raised", "Share decided"),
    Stage.ACTION: ("Actions", "Flags acted on", "Flags decided", "Share acted on"),
}


class FairnessMonitor(Page):
    """Rate ratios by group at each stage, with counts, denominators and intervals, and an alarm where one stands out.

    Only for whoever sees the whole force: a part of it would compare cases of some with the service of all.
    """

    permission = Permission.REPORT_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        first = months_before(today, 12 * YEARS)
        form = PeriodForm(request.GET or {"from_date": first.isoformat(), "to_date": today.isoformat()})
        context: dict[str, Any] = {"form": form, "is_whole": self.request.user.is_force_wide}
        if form.is_valid() and self.request.user.is_force_wide:
            given = form.cleaned_data
            period = {"first": given["from_date"], "last": given["to_date"], "basis": Basis(given["basis"])}
            context |= {
                "period": period,
                "least_ratio": LEAST_RATIO,
                "groupings": [self._grouping(grouping, label, period) for grouping, label in GROUPINGS.items()],
            }
        shown = {"page": "fairness monitor", "query": request.GET.urlencode()}
        record("dashboard.viewed", by=self.request.user, after=shown)
        return render(request, "reports/fairness.html", context, status=200 if form.is_valid() else 400)

    def _grouping(self, grouping: str, label: str, period: dict[str, Any]) -> dict[str, Any]:
        groups = group_counts(self.request.user, grouping=grouping, **period)
        stages = fairness(groups)
        people = sum(group.people for group in groups)
        return {
            "label": label,
            "people": people,
            "missing": sum(group.people for group in groups if not group.label),
            "stages": [_stage(stage) for stage in stages],
            "alarms": [(stage, cell) for stage in stages for cell in stage.alarms],
        }


def _stage(figures: StageFigures) -> dict[str, Any]:
    title, count, of, rate = _WORDS[figures.stage]
    columns = (
        Column("Group"),
        Column(count, is_numeric=True),
        Column(of, is_numeric=True),
        Column(rate, is_numeric=True),
        Column("Times the largest group, 95% interval"),
    )
    is_rate = figures.stage is Stage.ALLEGATION
    return {"title": title, "columns": columns, "figures": figures, "is_rate": is_rate}
