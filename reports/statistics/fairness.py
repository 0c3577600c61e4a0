"""Whether allegations, flags and what is done about them fall on groups alike. Pure functions of counts.

A difference is a question, not an answer: it may lie in who is reported, in the work, or in our rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from misconduct.core.ratios import (
    USUAL_ERROR,
    Ratio,
    chance_of_rates,
    chance_of_shares,
    is_large,
    rate_ratio,
    share_ratio,
)

SMALLEST_GROUP = 5


class Stage(StrEnum):
    """The steps from an allegation to what is done, in their order."""

    ALLEGATION = "allegation"
    FLAG = "flag"
    DECISION = "decision"
    ACTION = "action"


@dataclass(frozen=True)
class GroupCounts:
    """What one group's figures are made of. An empty label is people of whom the group is not recorded."""

    label: str
    people: int
    person_years: float
    officer_cases: int
    people_with_case: int
    people_flagged: int
    flags: int
    flags_decided: int
    flags_acted_on: int


@dataclass(frozen=True)
class Cell:
    """One group at one stage: count, what it is of, its rate, and how it compares with the largest group."""

    label: str
    count: int
    of: float
    rate: float | None
    ratio: Ratio | None
    is_reference: bool
    is_alarm: bool

    @property
    def per_hundred(self) -> float | None:
        """The rate in 100 rather than in one."""
        return None if self.rate is None else self.rate * 100

    @property
    def is_withheld(self) -> bool:
        """Whether there are too few to show a rate."""
        return self.rate is None


@dataclass(frozen=True)
class StageFigures:
    """Every group at one stage."""

    stage: Stage
    cells: tuple[Cell, ...]

    @property
    def alarms(self) -> tuple[Cell, ...]:
        """The groups whose difference is larger than chance and large enough to matter."""
        return tuple(cell for cell in self.cells if cell.is_alarm)

    @property
    def nearest(self) -> tuple[Cell, ...]:
        """The groups that raise no alarm, though the interval of that one comparison leaves out 1."""
        return tuple(cell for cell in self.cells if cell.ratio and not cell.is_alarm and _leaves_out_1(cell.ratio))


def fairness(groups: Sequence[GroupCounts]) -> tuple[StageFigures, ...]:
    """Every stage, each group beside the largest group that is recorded.

    An alarm rests on an exact test, with the error of 5% shared among all comparisons made (Bonferroni), so that
    equal groups seldom raise any.
    """
    known = _known(groups)
    if not known:
        return ()
    reference = max(known, key=lambda group: (group.people, group.label))
    error = USUAL_ERROR / max(1, comparisons(groups))
    ordered = sorted(groups, key=lambda group: (not group.label, group is not reference, -group.people, group.label))
    return tuple(
        StageFigures(stage, tuple(_cell(stage, group, reference, error) for group in ordered)) for stage in Stage
    )


def comparisons(groups: Sequence[GroupCounts]) -> int:
    """How many comparisons the error is shared among: each group but the largest, at each stage."""
    return max(0, len(_known(groups)) - 1) * len(Stage)


def _known(groups: Sequence[GroupCounts]) -> list[GroupCounts]:
    return [group for group in groups if group.label and group.people >= SMALLEST_GROUP]


def _leaves_out_1(ratio: Ratio) -> bool:
    return not ratio.low <= 1 <= ratio.high


def _parts(stage: Stage, group: GroupCounts) -> tuple[int, float]:
    """Count and denominator: cases in person-years, people flagged of those with a case, and flags of flags."""
    return {
        Stage.ALLEGATION: (group.officer_cases, group.person_years),
        Stage.FLAG: (group.people_flagged, float(group.people_with_case)),
        Stage.DECISION: (group.flags_decided, float(group.flags)),
        Stage.ACTION: (group.flags_acted_on, float(group.flags_decided)),
    }[stage]


def _cell(stage: Stage, group: GroupCounts, reference: GroupCounts, error: float) -> Cell:
    count, of = _parts(stage, group)
    other_count, other_of = _parts(stage, reference)
    is_reference = group is reference
    is_shown = group.people >= SMALLEST_GROUP and of >= SMALLEST_GROUP
    is_compared = is_shown and bool(group.label) and not is_reference and other_of >= SMALLEST_GROUP
    ratio, chance = _compared(stage, count, of, other_count, other_of) if is_compared else (None, 1.0)
    is_alarm = chance < error and is_large(count / of if of else 0, other_count / other_of if other_of else 0)
    return Cell(group.label, count, of, count / of if is_shown else None, ratio, is_reference, is_alarm)


def _compared(stage: Stage, count: int, of: float, other_count: int, other_of: float) -> tuple[Ratio | None, float]:
    """The ratio with its interval, and how often equal groups would differ so much or more."""
    if stage is Stage.ALLEGATION:
        return rate_ratio(count, of, other_count, other_of), chance_of_rates(count, of, other_count, other_of)
    whole, other_whole = int(of), int(other_of)
    return (
        share_ratio(count, whole, other_count, other_whole),
        chance_of_shares(count, whole, other_count, other_whole),
    )
