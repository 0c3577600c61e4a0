"""What a back-test found."""

from typing import Any

from cases.flags import rules
from cases.flags.backtesting.figures import (
    GROUPINGS,
    DayCount,
    a_week,
    foresight_of_cases,
    foresight_of_proven,
    group_rates,
)
from cases.flags.models import Backtest, RuleVersion
from misconduct.accounts.pages import ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.core.charts import Figure, Row, line_chart
from misconduct.core.intervals import Rate
from misconduct.core.tables import Column

_DAYS = (
    Column("As at the start of"),
    Column("In post", is_numeric=True),
    Column("Flagged", is_numeric=True),
    Column("New flags", is_numeric=True),
    Column("Of those flagged, a later case"),
    Column("Of those flagged, a later proven case"),
    Column("Of everyone, a later proven case"),
    Column("Of those with one later, flagged"),
    Column("Times as often as everyone", is_numeric=True),
)
_GROUPS = (Column("Group"), Column("In post", is_numeric=True), Column("Flagged", is_numeric=True), Column("Share"))


class BacktestDetail(ScopedObjectPage):
    """Month by month: who would have been flagged, what came later, the load on reviewers, and each group's share."""

    model = Backtest
    permission = Permission.FLAG_VIEW
    event = "flag.backtest_viewed"
    template_name = "flags/backtest_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tried = self.object
        days = [DayCount.read(stored) for stored in tried.figures]
        return super().get_context_data(
            backtest=tried,
            versions=RuleVersion.objects.filter(rule=tried.rule_id, parameters=tried.parameters).order_by("number"),
            in_words=rules.in_words(tried.rule.slug, rules.read(tried.rule.slug, tried.parameters)),
            days=[(day, foresight_of_proven(day), _rates(day)) for day in days],
            a_week=a_week(days),
            last=days[-1] if days else None,
            groups=[(grouping, group_rates(days[-1], grouping)) for grouping in GROUPINGS] if days else [],
            chart=_chart(days),
            day_columns=_DAYS,
            group_columns=_GROUPS,
            **kwargs,
        )


def _rates(day: DayCount) -> tuple[Rate, ...]:
    """What came later, as shares with what they are shares of."""
    cases, proven = foresight_of_cases(day), foresight_of_proven(day)
    return (
        Rate(cases.hits, cases.flagged),
        Rate(proven.hits, proven.flagged),
        Rate(proven.later, proven.people),
        Rate(proven.hits, proven.later),
    )


def _chart(days: list[DayCount]) -> Any:
    rows = [Row(day.as_at.strftime("%b %Y"), (Figure(day.flagged), Figure(day.flagged_later_proven))) for day in days]
    return line_chart(
        title="People flagged, month by month",
        row_heading="Month",
        series=["Flagged", "Of those, a later proven case"],
        rows=rows,
    )
