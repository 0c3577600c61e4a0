"""Adding up the points of one person. Pure: a history and a day in, a card out that says where each point is from."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cases.flags.rules.history import LiveWarning, Matter, OfficerHistory
from cases.flags.score.weights import Weights, weights_in_use
from cases.flags.score.work import IN_FULL, SameWork


@dataclass(frozen=True)
class Line:
    """So many points for each of these matters, by the ids of their subjects, the earliest first."""

    words: str
    each: int
    matters: tuple[int, ...]

    @property
    def points(self) -> int:
        return self.each * len(self.matters)


@dataclass(frozen=True)
class ScoreCard:
    """The lines that give points at the start of a day, and the work to set them beside, where it is known."""

    as_at: date
    lines: tuple[Line, ...] = ()
    work: SameWork | None = None

    @property
    def points(self) -> int:
        """The sum of the lines: the priority score."""
        return sum(line.points for line in self.lines)

    @property
    def in_queue(self) -> int:
        """What the queue goes by, in hundredths of points: the points for the cases that are usual in the work."""
        return self.points * (self.work.percent if self.work else IN_FULL)

    def points_of_matters(self) -> dict[int, int]:
        """How many points each matter gives, over all lines."""
        found: Counter[int] = Counter()
        for line in self.lines:
            for subject_id in line.matters:
                found[subject_id] += line.each
        return dict(found)

    def without(self, subject_ids: Collection[int]) -> "ScoreCard":
        """The card as it would be if these matters were not there."""
        kept = (replace(line, matters=tuple(pk for pk in line.matters if pk not in subject_ids)) for line in self.lines)
        return replace(self, lines=tuple(line for line in kept if line.matters))


def score(history: OfficerHistory, *, as_at: date, weights: Weights | None = None) -> ScoreCard:
    """The points of a person's matters dated before the start of a day, by what the history knows of them.

    In the order of the table and, within a line of it, the youngest age first. What gives no points is left out.
    """
    weights = weights or weights_in_use()
    giving: dict[tuple[int, int], list[int]] = defaultdict(list)
    for matter in sorted(history.matters, key=_in_order):
        age = weights.age_of(matter.dated_on, as_at=as_at) if matter.dated_on else None
        if age is not None:
            for place in _lines_of(matter, weights):
                giving[place, age].append(matter.subject_id)
    lines = [
        Line(f"{weights.lines[place].words}, {weights.ages[age].words}", weights.lines[place].points[age], tuple(ids))
        for (place, age), ids in sorted(giving.items())
    ]
    lines.append(Line(weights.warning_words, weights.warning_points, _with_a_live_warning(history, as_at)))
    return ScoreCard(as_at, tuple(line for line in lines if line.points))


def latest_before(history: OfficerHistory, as_at: date) -> date:
    """The day of the latest matter before a day, by which people of the same score are put in order."""
    days = (matter.dated_on for matter in history.matters if matter.dated_on and matter.dated_on < as_at)
    return max(days, default=date.min)


def is_live(warning: LiveWarning, *, as_at: date) -> bool:
    """Whether a warning is live on the last day before the start of a day."""
    day = as_at - timedelta(days=1)
    return warning.starts_on <= day and (warning.ends_on is None or day <= warning.ends_on)


def _lines_of(matter: Matter, weights: Weights) -> list[int]:
    """The places of the lines about a matter: the first of each group."""
    found: dict[str, int] = {}
    for place, line in enumerate(weights.lines):
        if line.group not in found and line.fits(matter):
            found[line.group] = place
    return list(found.values())


def _with_a_live_warning(history: OfficerHistory, as_at: date) -> tuple[int, ...]:
    """The matters that a live warning was given for, each once."""
    return tuple(sorted({one.subject_id for one in history.warnings if is_live(one, as_at=as_at)}))


def _in_order(matter: Matter) -> tuple[date, int]:
    return matter.dated_on or date.min, matter.subject_id
