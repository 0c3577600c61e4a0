"""What a back-test found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from cases.flags import rules
from cases.flags.backtesting.figures import (
    GROUPINGS,
    DayCount,
    a_week,
    foresight_of_cases,
    foresight_of_proven,
    group_rates,
)
from cases.flags.lanes import LANES
from cases.flags.models import Backtest, RuleVersion
from cases.flags.rules.history import About
from cases.models import Case
from misconduct.accounts.pages import ScopedObjectPage
from misconduct.accounts.roles import Permission
from misconduct.core.charts import Figure, Row, line_chart
from misconduct.core.intervals import Rate
from misconduct.core.tables import Column
from officers.models import Unit

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
_COUNTS = tuple(Column(name, is_numeric=True) for name in ("Looked at", "Flagged", "New flags"))
_NAMED = (Column("Months", is_numeric=True), Column("First"), Column("Last"))
_GROUPS = (Column("Group"), Column("In post", is_numeric=True), Column("Flagged", is_numeric=True), Column("Share"))


_MOST_NAMED = 50


@dataclass(frozen=True)
class Named:
    """A unit or a case that would have been flagged, on how many of the days and between which."""

    record: Unit | Case
    months: int
    first: date
    last: date


class BacktestDetail(ScopedObjectPage):
    """Month by month: who would have been flagged, what came later, the load on reviewers, and each group's share.

    Of a rule about units or cases: how many, which of them within the viewer's sight, and the load on reviewers.
    """

    model = Backtest
    permission = Permission.FLAG_VIEW
    event = "flag.backtest_viewed"
    template_name = "flags/backtest_detail.html"
    named: Sequence[Named] = ()

    def get_template_names(self) -> list[str]:
        is_of_people = self.object.rule.looks_at is About.OFFICER
        return [self.template_name if is_of_people else "flags/backtest_of_records.html"]

    def also_shown(self) -> list[models.Model | str]:
        return [one.record for one in self.named if isinstance(one.record, Case)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tried = self.object
        days = [DayCount.read(stored) for stored in tried.figures]
        shown = _of_people(days) if tried.rule.looks_at is About.OFFICER else self._of_records(days)
        return super().get_context_data(
            backtest=tried,
            versions=RuleVersion.objects.filter(rule=tried.rule_id, parameters=tried.parameters).order_by("number"),
            in_words=rules.in_words(tried.rule.slug, rules.read(tried.rule.slug, tried.parameters)),
            a_week=a_week(days),
            last=days[-1] if days else None,
            **shown,
            **kwargs,
        )

    def _of_records(self, days: list[DayCount]) -> dict[str, Any]:
        lane = LANES[self.object.rule.looks_at]
        flagged = Counter(pk for day in days for pk in day.which)
        seen: Any = lane.model._default_manager
        in_sight = seen.visible_to(self.request.user).in_bulk(list(flagged))
        most = [pk for pk, _ in flagged.most_common() if pk in in_sight][:_MOST_NAMED]
        self.named = [_named(in_sight[pk], days) for pk in most]
        return {
            "days": days,
            "many": "open cases" if lane.about is About.CASE else "units with people in post",
            "named": self.named,
            "flagged_in_all": len(flagged),
            "chart": _chart_of_records(days, lane.many),
            "day_columns": (Column("As at the start of"), *_COUNTS),
            "named_columns": (Column(lane.about.capitalize()), *_NAMED),
        }


def _of_people(days: list[DayCount]) -> dict[str, Any]:
    return {
        "days": [(day, foresight_of_proven(day), _rates(day)) for day in days],
        "groups": [(grouping, group_rates(days[-1], grouping)) for grouping in GROUPINGS] if days else [],
        "chart": _chart(days),
        "day_columns": _DAYS,
        "group_columns": _GROUPS,
    }


def _named(record: Unit | Case, days: Sequence[DayCount]) -> Named:
    flagged = [day.as_at for day in days if record.pk in day.which]
    return Named(record, len(flagged), flagged[0], flagged[-1])


def _chart_of_records(days: list[DayCount], many: str) -> Any:
    rows = [Row(day.as_at.strftime("%b %Y"), (Figure(day.flagged), Figure(day.raised))) for day in days]
    title = f"{many.capitalize()} flagged, month by month"
    return line_chart(title=title, row_heading="Month", series=["Flagged", "New flags"], rows=rows)


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
