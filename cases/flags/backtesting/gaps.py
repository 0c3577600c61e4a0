"""Whether a version of a rule would fall on groups more unequally than the one in force. Pure functions of counts.

Both look at the same people on the same day. A gap is a question about who is reported, by whom and in which work.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cases.flags.backtesting.figures import NOT_KNOWN, DayCount, GroupCount
from misconduct.core.ratios import LEAST_RATIO, USUAL_ERROR, Ratio, chance_of_shares, is_large, share_ratio
from misconduct.core.wording import number, percent

SMALLEST_GROUP = 5
COMPARED = {"ethnicity": "Ethnicity", "sex": "Sex"}


@dataclass(frozen=True)
class Gap:
    """One group beside the largest, under a draft and under the version in force. Counts are of people in post."""

    label: str
    people: int
    flagged: int
    flagged_now: int
    ratio: Ratio | None
    ratio_now: Ratio | None
    is_shown: bool
    is_reference: bool
    is_alarm: bool

    @property
    def share(self) -> float:
        return self.flagged / self.people

    @property
    def share_now(self) -> float:
        return self.flagged_now / self.people


@dataclass(frozen=True)
class Grouping:
    """Every group of one kind, the largest first, and of how many people it is not recorded."""

    label: str
    people: int
    missing: int
    gaps: tuple[Gap, ...]

    @property
    def alarms(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.is_alarm)


def compare(drafted: DayCount, in_force: DayCount) -> tuple[Grouping, ...]:
    """The groups of ethnicity and sex on one day.

    An alarm needs a ratio at least 1.2 times as far from equal as now, and an exact test with the error of 5% shared
    among all comparisons: of the gap under the draft where the version in force has none that stands; otherwise of the
    people flagged by the one version against those flagged by the other.
    """
    known = {name: _known(drafted, name) for name in COMPARED}
    error = USUAL_ERROR / max(1, sum(max(0, len(rows) - 1) for rows in known.values()))
    return tuple(_grouping(drafted, in_force, name, known[name], error) for name in COMPARED)


def sentence(gap: Gap, grouping: Grouping) -> str:
    """The alarm in words, with the counts it rests on."""
    largest = next(one for one in grouping.gaps if one.is_reference)
    return (
        f"{grouping.label} recorded as {gap.label}: this version would flag {number(gap.flagged)} of"
        f" {number(gap.people)} ({percent(gap.share)}), beside {number(largest.flagged)} of {number(largest.people)}"
        f" ({percent(largest.share)}) of the largest group, {largest.label}{_said(gap.ratio)}. The version in force"
        f" flags {number(gap.flagged_now)} ({percent(gap.share_now)}) beside {number(largest.flagged_now)}"
        f" ({percent(largest.share_now)}){_said(gap.ratio_now)}."
    )


def _said(ratio: Ratio | None) -> str:
    return f": {ratio.value:.2f} times, 95% interval {ratio.low:.2f} to {ratio.high:.2f}" if ratio else ""


def _known(day: DayCount, name: str) -> list[tuple[str, GroupCount]]:
    """The recorded groups that are large enough, the largest first."""
    rows = [(label, count) for label, count in day.groups.get(name, {}).items() if label != NOT_KNOWN]
    return sorted((row for row in rows if row[1].people >= SMALLEST_GROUP), key=lambda row: (-row[1].people, row[0]))


def _grouping(
    drafted: DayCount, in_force: DayCount, name: str, known: Sequence[tuple[str, GroupCount]], error: float
) -> Grouping:
    counts = drafted.groups.get(name, {})
    now = in_force.groups.get(name, {})
    largest = known[0][0] if known else ""
    rows = sorted(counts.items(), key=lambda row: (row[0] == NOT_KNOWN, -row[1].people, row[0]))
    compared = {label for label, _ in known[1:]}
    gaps = tuple(
        _gap(label, (count, counts.get(largest)), (now.get(label), now.get(largest)), error, label in compared)
        for label, count in rows
    )
    missing = counts[NOT_KNOWN].people if NOT_KNOWN in counts else 0
    marked = tuple(gap if gap.label != largest else _as_reference(gap) for gap in gaps)
    return Grouping(COMPARED[name], sum(count.people for count in counts.values()), missing, marked)


def _as_reference(gap: Gap) -> Gap:
    return Gap(**{**vars(gap), "is_reference": True})


def _gap(
    label: str,
    drafted: tuple[GroupCount, GroupCount | None],
    in_force: tuple[GroupCount | None, GroupCount | None],
    error: float,
    is_compared: bool,
) -> Gap:
    count, reference = drafted
    own, other = in_force
    shown = count.people >= SMALLEST_GROUP
    flagged_now = own.flagged if own else 0
    if not is_compared or reference is None or own is None or other is None:
        return Gap(label, count.people, count.flagged, flagged_now, None, None, shown, False, False)
    return Gap(
        label,
        count.people,
        count.flagged,
        flagged_now,
        share_ratio(count.flagged, count.people, reference.flagged, reference.people),
        share_ratio(own.flagged, own.people, other.flagged, other.people),
        shown,
        False,
        _is_wider(count, reference, own, other, error),
    )


def _is_wider(count: GroupCount, reference: GroupCount, own: GroupCount, other: GroupCount, error: float) -> bool:
    """Whether the draft's gap stands and is wider than now by more than chance."""
    if not _stands(count, reference, error):
        return False
    if abs(_distance(count, reference)) < abs(_distance(own, other)) + math.log(LEAST_RATIO):
        return False
    if not _stands(own, other, error):
        return True
    both, both_now = count.flagged + reference.flagged, own.flagged + other.flagged
    return chance_of_shares(count.flagged, both, own.flagged, both_now) < error


def _stands(count: GroupCount, reference: GroupCount, error: float) -> bool:
    chance = chance_of_shares(count.flagged, count.people, reference.flagged, reference.people)
    return chance < error and is_large(count.flagged / count.people, reference.flagged / reference.people)


def _distance(count: GroupCount, reference: GroupCount) -> float:
    """The logarithm of the ratio of shares, with half a person added so that none flagged has one too."""
    own = (count.flagged + 0.5) / (count.people + 0.5)
    other = (reference.flagged + 0.5) / (reference.people + 0.5)
    return math.log(own / other)
