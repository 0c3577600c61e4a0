"""Fair comparison: what chance alone would give, and units beside each other with the time people served there."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from misconduct.accounts.pages import Page
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.charts import BarChart, Figure, Row, bar_chart
from misconduct.core.funnel import FunnelChart, Mark, funnel_chart
from misconduct.core.months import months_before
from misconduct.core.tables import Column
from misconduct.core.wording import number
from reports.forms import PeriodForm
from reports.statistics.comparison import Distribution, FunnelPoint, distribution, funnel
from reports.statistics.exposure import people_bins, unit_exposures
from reports.statistics.matters import Basis

YEARS = 3
_UNIT_COLUMNS = (
    Column("Unit"),
    Column("Standing"),
    Column("People", is_numeric=True),
    Column("Person-years", is_numeric=True),
    Column("Officer-cases", is_numeric=True),
    Column("Expected", is_numeric=True),
    Column("Cases per 100 person-years"),
    Column("Usual limits"),
)
STANDINGS = {
    "far_above": ("Far above", "orange"),
    "above": ("Above", "yellow"),
    "within": ("Within limits", "grey"),
    "below": ("Below", "light-blue"),
    "far_below": ("Far below", "light-blue"),
    "too_small": ("Too small to compare", "grey"),
}


class FairComparison(Page):
    """Counts beside what chance alone would give, and units within a funnel of control limits.

    Only for whoever sees the whole force: the cases of some units over the service of everybody would mislead.
    """

    permission = Permission.REPORT_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        first = months_before(today, 12 * YEARS)
        form = PeriodForm(request.GET or {"from_date": first.isoformat(), "to_date": today.isoformat()})
        context: dict[str, Any] = {"form": form, "is_whole": self.request.user.is_force_wide}
        if form.is_valid() and self.request.user.is_force_wide:
            context |= self._figures(form)
        shown = {"page": "fair comparison", "query": request.GET.urlencode()}
        record("dashboard.viewed", by=self.request.user, after=shown)
        return render(request, "reports/comparison.html", context, status=200 if form.is_valid() else 400)

    def _figures(self, form: Form) -> dict[str, Any]:
        given = form.cleaned_data
        period = {"first": given["from_date"], "last": given["to_date"], "basis": Basis(given["basis"])}
        counted = distribution(people_bins(self.request.user, **period))
        rate, points = funnel(unit_exposures(self.request.user, **period))
        return {
            "period": period,
            "counted": counted,
            "bands": _bands(counted),
            "rate": rate,
            "points": [(point, *STANDINGS[point.standing]) for point in points],
            "chart": _chart(rate, points),
            "columns": _UNIT_COLUMNS,
        }


def _bands(counted: Distribution) -> BarChart:
    rows = [
        Row(
            f"{band.cases} or more" if band.is_last else str(band.cases),
            (
                Figure(band.people),
                Figure(band.by_chance, text=number(band.by_chance, 1)),
                Figure(
                    band.by_differing_rates,
                    text="" if band.by_differing_rates is None else number(band.by_differing_rates, 1),
                ),
            ),
        )
        for band in counted.bands
        if band.cases
    ]
    series = ["People", "By chance alone (Poisson)", "Where rates differ (negative binomial)"]
    return bar_chart(title="People by number of cases", row_heading="Cases", series=series, rows=rows)


def _chart(rate: float, points: list[FunnelPoint]) -> FunnelChart | None:
    marks = [
        Mark(
            point.years,
            point.rate,
            point.standing != "within",
            f"{point.name}: {number(point.rate, 1)} per 100 person-years, {number(point.years)} person-years",
        )
        for point in points
        if point.rate is not None
    ]
    return funnel_chart(title="Units by rate and size", marks=marks, rate=rate, per=100)
