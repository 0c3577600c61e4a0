"""The fairness monitor: each stage from an allegation to what is done, group beside group."""

from typing import Any

from django.forms import Form

from misconduct.core.ratios import LEAST_RATIO
from misconduct.core.tables import Column
from reports.statistics.fairness import Stage, StageFigures, comparisons, fairness
from reports.statistics.fairness_sql import GROUPINGS, group_counts
from reports.views.period import PeriodPage

_WORDS = {
    Stage.ALLEGATION: ("Allegations", "Officer-cases", "Person-years", "Cases per 100 person-years"),
    Stage.FLAG: ("Flags", "People flagged", "People with a case", "Share flagged"),
    Stage.DECISION: ("Decisions", "Flags decided", "Flags raised", "Share decided"),
    Stage.ACTION: ("Actions", "Flags acted on", "Flags decided", "Share acted on"),
}


class FairnessMonitor(PeriodPage):
    """Rate ratios by group at each stage, with counts, denominators and intervals, and an alarm where one stands out.

    Only for whoever sees the whole force: a part of it would compare cases of some with the service of all.
    """

    template_name = "reports/fairness.html"
    name = "fairness monitor"

    def figures(self, form: Form, period: dict[str, Any]) -> dict[str, Any]:
        return {
            "least_ratio": LEAST_RATIO,
            "groupings": [self._grouping(grouping, label, period) for grouping, label in GROUPINGS.items()],
        }

    def _grouping(self, grouping: str, label: str, period: dict[str, Any]) -> dict[str, Any]:
        groups = group_counts(self.request.user, grouping=grouping, **period)
        stages = fairness(groups)
        people = sum(group.people for group in groups)
        return {
            "label": label,
            "people": people,
            "missing": sum(group.people for group in groups if not group.label),
            "stages": [_stage(stage) for stage in stages],
            "comparisons": comparisons(groups),
            "alarms": [(stage, cell) for stage in stages for cell in stage.alarms],
            "nearest": [(_WORDS[stage.stage][0], cell) for stage in stages for cell in stage.nearest],
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
