"""What a back-test counts, and the figures made of the counts. Pure; every figure is a count or made of counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from misconduct.core.intervals import Z_95, Rate, wilson

DAYS_IN_A_WEEK = 7
GROUPINGS = ("ethnicity", "sex", "rank", "unit")
NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Looked:
    """One person as one day of a back-test found them. `groups` has their value of each grouping.

    `raised` are their flags that somebody would have been given to review since the day before.
    """

    is_flagged: bool
    raised: int
    has_later_case: bool
    has_later_proven: bool
    groups: tuple[str, ...]


@dataclass
class GroupCount:
    """People of a group and how many of them the rule flags."""

    people: int = 0
    flagged: int = 0

    def add(self, is_flagged: bool) -> None:
        self.people += 1
        self.flagged += is_flagged


@dataclass
class DayCount:
    """The counts of one day: everyone in post, those flagged, and of both those with a later case or proven case.

    Of a rule about units or cases `people` are units or open cases, `which` the ids of those flagged, and nothing later
    is counted. `raised` are the flags that somebody would have been given to review since the day before this one in
    the test.
    """

    as_at: date
    people: int = 0
    flagged: int = 0
    raised: int = 0
    later_case: int = 0
    later_proven: int = 0
    flagged_later_case: int = 0
    flagged_later_proven: int = 0
    groups: dict[str, dict[str, GroupCount]] = field(default_factory=dict)
    which: list[int] = field(default_factory=list)

    def add(self, looked: Looked) -> None:
        """Count one person in post."""
        self.people += 1
        self.flagged += looked.is_flagged
        self.raised += looked.raised
        self.later_case += looked.has_later_case
        self.later_proven += looked.has_later_proven
        self.flagged_later_case += looked.is_flagged and looked.has_later_case
        self.flagged_later_proven += looked.is_flagged and looked.has_later_proven
        for grouping, value in zip(GROUPINGS, looked.groups, strict=True):
            counts = self.groups.setdefault(grouping, {})
            counts.setdefault(value or NOT_KNOWN, GroupCount()).add(looked.is_flagged)

    def stored(self) -> dict[str, Any]:
        """The counts as JSON."""
        kept = {name: value for name, value in vars(self).items() if name not in ("as_at", "groups", "which")}
        groups = {
            grouping: {value: [count.people, count.flagged] for value, count in sorted(counts.items())}
            for grouping, counts in self.groups.items()
        }
        which = {"which": self.which} if self.which else {}
        return {"as_at": self.as_at.isoformat(), **kept, "groups": groups, **which}

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """The counts as they were stored."""
        groups = {
            grouping: {value: GroupCount(people, flagged) for value, (people, flagged) in counts.items()}
            for grouping, counts in stored["groups"].items()
        }
        return cls(**{**stored, "as_at": date.fromisoformat(stored["as_at"]), "groups": groups})


@dataclass(frozen=True)
class Foresight:
    """How well being flagged told of something later. Shares of one; None where nobody is there to divide by."""

    flagged: int
    people: int
    hits: int
    later: int

    @property
    def precision(self) -> float | None:
        """Of those flagged, the share with it later."""
        return _share(self.hits, self.flagged)

    @property
    def recall(self) -> float | None:
        """Of those with it later, the share flagged."""
        return _share(self.hits, self.later)

    @property
    def base_rate(self) -> float | None:
        """Of everyone in post, the share with it later."""
        return _share(self.later, self.people)

    @property
    def lift(self) -> float | None:
        """How many times as often it came to those flagged as to everyone."""
        if not self.precision and self.precision != 0 or not self.base_rate:
            return None
        return self.precision / self.base_rate

    def figures(self) -> dict[str, Any]:
        """For a program: counts, shares and the 95% Wilson interval of the precision."""
        interval = wilson(self.hits, self.flagged, z=Z_95)
        return {
            "flagged_with_it_later": self.hits,
            "everyone_with_it_later": self.later,
            "precision": self.precision,
            "precision_interval": [interval.low, interval.high] if interval else None,
            "recall": self.recall,
            "base_rate": self.base_rate,
            "lift": self.lift,
        }


def foresight_of_cases(day: DayCount) -> Foresight:
    """How flags told of any later case."""
    return Foresight(day.flagged, day.people, day.flagged_later_case, day.later_case)


def foresight_of_proven(day: DayCount) -> Foresight:
    """How flags told of a later case that was proven."""
    return Foresight(day.flagged, day.people, day.flagged_later_proven, day.later_proven)


def a_week(days: Sequence[DayCount]) -> float | None:
    """Flags to review in a week, on average between the first and the last day."""
    if len(days) < 2:
        return None
    weeks = (days[-1].as_at - days[0].as_at).days / DAYS_IN_A_WEEK
    return sum(day.raised for day in days[1:]) / weeks


def group_rates(day: DayCount, grouping: str) -> list[tuple[str, Rate]]:
    """The share flagged in each group, the largest group first. Withheld where a group is very small."""
    counts = day.groups.get(grouping, {})
    rows = sorted(counts.items(), key=lambda row: (-row[1].people, row[0]))
    return [(value, Rate(count.flagged, count.people)) for value, count in rows]


def figures(days: Iterable[DayCount], *, horizon_months: int) -> dict[str, Any]:
    """All that a back-test says, for a program."""
    counted = list(days)
    return {
        "horizon_months": horizon_months,
        "flags_a_week": a_week(counted),
        "days": [_day_figures(day) for day in counted],
    }


def figures_in_counts(days: Iterable[DayCount], *, many: str) -> dict[str, Any]:
    """All that a back-test of a rule about units or cases says, for a program. `many` is what they are called.

    Neither is later proven, so nothing is said of what came later.
    """
    counted = list(days)
    rows = [
        {"as_at": day.as_at.isoformat(), many: day.people, "flagged": day.flagged, "raised": day.raised}
        for day in counted
    ]
    return {"flags_a_week": a_week(counted), "days": rows}


def _day_figures(day: DayCount) -> dict[str, Any]:
    return {
        "as_at": day.as_at.isoformat(),
        "people": day.people,
        "flagged": day.flagged,
        "raised": day.raised,
        "any_case_later": foresight_of_cases(day).figures(),
        "proven_case_later": foresight_of_proven(day).figures(),
        "groups": {
            grouping: {
                value: {"people": rate.total, "flagged": rate.count, "share": rate.share}
                for value, rate in group_rates(day, grouping)
            }
            for grouping in day.groups
        },
    }


def _share(count: int, total: int) -> float | None:
    return count / total if total else None
