"""Fair comparison: what chance alone would give, and units and supervisors with the time people served there."""

from typing import Any

from django.forms import Form

from misconduct.audit.querysets import key_of
from misconduct.core.charts import BarChart, Figure, Row, bar_chart
from misconduct.core.funnel import FunnelChart, Mark, funnel_chart
from misconduct.core.tables import Column
from misconduct.core.wording import number
from officers.models import Officer
from reports.statistics.comparison import Distribution, FunnelPoint, distribution, funnel
from reports.statistics.exposure import people_bins, supervisor_exposures, unit_exposures
from reports.views.period import PeriodPage

MOST_SUPERVISORS = 50
_FUNNEL_COLUMNS = (
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


class FairComparison(PeriodPage):
    """Counts beside what chance alone would give, and units and supervisors within a funnel of control limits.

    Only for whoever sees the whole force: the cases of some units over the service of everybody would mislead.
    """

    template_name = "reports/comparison.html"
    name = "fair comparison"

    def touched(self, context: dict[str, Any]) -> list[str]:
        return [key_of(person) for *_, person in context["led_points"]]

    def figures(self, form: Form, period: dict[str, Any]) -> dict[str, Any]:
        counted = distribution(people_bins(self.request.user, **period))
        rate, points = funnel(unit_exposures(self.request.user, **period))
        return {
            "counted": counted,
            "bands": _bands(counted),
            "rate": rate,
            "points": [(point, *STANDINGS[point.standing], None) for point in points],
            "chart": _chart("Units by rate and size", rate, points),
            "columns": (Column("Unit"), *_FUNNEL_COLUMNS),
            **self._supervisors(period),
        }

    def _supervisors(self, period: dict[str, Any]) -> dict[str, Any]:
        """Each supervisor's people within the same limits, never those of the viewer."""
        rate, points = funnel(supervisor_exposures(self.request.user, **period))
        first = points[:MOST_SUPERVISORS]
        people = Officer.objects.visible_to(self.request.user).in_bulk([point.pk for point in first])
        return {
            "led_rate": rate,
            "led_points": [(point, *STANDINGS[point.standing], people[point.pk]) for point in first],
            "led_in_all": len(points),
            "led_chart": _chart("Supervisors by rate and size", rate, points),
            "led_columns": (Column("Supervisor"), *_FUNNEL_COLUMNS),
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


def _chart(title: str, rate: float, points: list[FunnelPoint]) -> FunnelChart | None:
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
    return funnel_chart(title=title, marks=marks, rate=rate, per=100)
