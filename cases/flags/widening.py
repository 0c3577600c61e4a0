"""A draft of a rule beside the version in force: the last day on which both were tried, group by group."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cases.flags.backtesting.everything import can_try
from cases.flags.backtesting.figures import DayCount
from cases.flags.backtesting.gaps import Grouping, compare, sentence
from cases.flags.models import RuleVersion
from cases.flags.rules.history import About
from cases.flags.versions import backtests_of


@dataclass(frozen=True)
class Widening:
    """What the comparison gave, or in words why there is none."""

    why_not: str = ""
    as_at: date | None = None
    in_force: RuleVersion | None = None
    groupings: tuple[Grouping, ...] = ()
    drafted_day: DayCount | None = None
    in_force_day: DayCount | None = None

    @property
    def alarms(self) -> list[str]:
        """A sentence for each group that the draft treats more unequally than the version in force."""
        return [sentence(gap, grouping) for grouping in self.groupings for gap in grouping.alarms]

    def recorded(self) -> dict[str, Any]:
        """What the log keeps of it."""
        if self.why_not:
            return {"not_compared": self.why_not}
        missing = {grouping.label.lower(): grouping.missing for grouping in self.groupings}
        return {"as_at": self.as_at, "alarms": self.alarms, "not_recorded": missing}


def widening_of(drafted: RuleVersion) -> Widening:
    """The draft beside the version that applies today, on the last day that a finished back-test of each looked at."""
    if drafted.rule.looks_at is not About.OFFICER:
        return Widening("This rule is not about people, so there are no groups of them to compare.")
    if not can_try(drafted.rule.slug):
        return Widening("This rule cannot be tried on past months, so there are no counts to compare.")
    in_force = drafted.rule.versions.in_force(timezone.localdate()).exclude(pk=drafted.pk).first()
    if in_force is None:
        return Widening("No version of this rule is in force to compare it with.")
    own, other = _days(drafted), _days(in_force)
    if not own:
        return Widening("No back-test of this version is finished yet.", in_force=in_force)
    common = own.keys() & other.keys()
    if not common:
        return Widening(
            f"Version {in_force.number}, which is in force, was not tried on the same months."
            " Try it on them to see both side by side.",
            in_force=in_force,
        )
    day = max(common)
    return Widening("", day, in_force, compare(own[day], other[day]), own[day], other[day])


def _days(version: RuleVersion) -> dict[date, DayCount]:
    """Each day that finished back-tests of these parameters looked at, as the latest of them counted it."""
    tried = backtests_of(version).filter(finished_at__isnull=False)
    found = [DayCount.read(stored) for one in tried.order_by("finished_at", "pk") for stored in one.figures]
    return {day.as_at: day for day in found}
