"""Fitting the points of the priority score, and trying them on later years: prints both, and judges nothing.

    python -m tests.benchmarks.fit_score ../shared/data

The folder holds `chicago` and `nashville` in the layout of docs/imports.md. The points are fitted on Chicago before
2006 alone: what was known of everyone in post on twelve days from 1996 to 2001, and whether a case of the 24 months
after was proven, as known before 2006. docs/score.md says why so, and what the printed figures are worth.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cases.flags.score.weights import stored_weights
from misconduct.core.months import months_after, months_before
from tests.benchmarks.compare_score import Compared, compare
from tests.benchmarks.logistic import fit
from tests.real_data.raw import RawCase, RawPerson, people_in

FIT_ON = tuple(date(year, month, 1) for year in range(1996, 2002) for month in (1, 7))
KNOWN_BEFORE = date(2006, 1, 1)
HORIZON_MONTHS = 24
HALF_LIFE_MONTHS = 36
HALVINGS = 3
MOST_POINTS = 8
KINDS = ("proven", "undecided alone", "undecided together", "ended alone", "ended together")
LATER = {
    "chicago": ("2006-01-01", "2008-07-01", "2010-01-01", "2012-01-01", "2014-01-01"),
    "nashville": ("2013-01-01", "2013-07-01", "2015-07-01", "2017-01-01", "2017-07-01"),
}


@dataclass(frozen=True)
class Fitted:
    """What the regression gives for each kind of matter of less than three years, and the points made of it."""

    kind: str
    log_odds: float
    exact: float
    points: tuple[int, ...]


def kind_of(case: RawCase, day: date) -> int:
    """The place of the case among the kinds, by what was known before a day."""
    standing = case.standing(day)
    if standing == "proven":
        return 0
    return (1 if standing == "undecided" else 3) + (case.named > 1)


def exposure(person: RawPerson, day: date) -> tuple[float, ...]:
    """For each kind the number of cases, one of the last three years counting 1, and half of it every three before."""
    found, end = [0.0] * len(KINDS), day
    for halvings in range(HALVINGS):
        start = months_before(day, HALF_LIFE_MONTHS * (halvings + 1))
        for case in person.between(start, end):
            found[kind_of(case, day)] += 0.5**halvings
        end = start
    return tuple(found)


def similar(person: RawPerson, day: date) -> tuple[float, ...]:
    """How many cases of the last three years are about the category most of them are about, beyond the first."""
    recent = person.between(months_before(day, HALF_LIFE_MONTHS), day)
    counts = Counter(category for case in recent for category in case.categories)
    return (max(counts.values(), default=1) - 1.0,)


def observed(
    people: Sequence[RawPerson], beside: Callable[[RawPerson, date], tuple[float, ...]] = lambda person, day: ()
) -> dict[tuple[float, ...], list[int]]:
    """How many people on the days of the fit had each exposure, and of how many a later case was proven.

    `beside` adds columns of another term to be tried.
    """
    everyone: Counter[tuple[float, ...]] = Counter()
    proven: Counter[tuple[float, ...]] = Counter()
    for day in FIT_ON:
        for person in people:
            if person.is_in_post(day):
                row = exposure(person, day) + beside(person, day)
                later = person.between(day, months_after(day, HORIZON_MONTHS))
                everyone[row] += 1
                proven[row] += any(case.is_sustained(KNOWN_BEFORE) for case in later)
    return {row: [count, proven[row]] for row, count in everyone.items()}


def points_of(log_odds: Sequence[float]) -> list[Fitted]:
    """Scaled so that the kind that tells most gives 8, rounded, never below 0; each age half of the one before."""
    found = []
    for kind, value in zip(KINDS, log_odds, strict=True):
        exact = MOST_POINTS * value / max(log_odds)
        top = max(0, round(exact))
        found.append(Fitted(kind, value, exact, tuple(top >> halvings for halvings in range(HALVINGS))))
    return found


def fitted(people: Sequence[RawPerson]) -> list[Fitted]:
    """The points that Chicago before 2006 gives."""
    return points_of(fit(observed(people))[1:])


def main(folder: str) -> None:
    """Prints the fit and the trial of the points in use."""
    chicago = people_in(Path(folder) / "chicago")
    in_use = [tuple(row["points"]) for row in stored_weights()["line"] if row["fitted"]]
    for one, used in zip(fitted(chicago), in_use, strict=True):
        differs = "" if one.points == used else f"   in use: {used}"
        sys.stdout.write(
            f"{one.kind:20} log odds {one.log_odds:7.4f}  exact {one.exact:6.2f}  points {one.points}{differs}\n"
        )
    with_similar = fit(observed(chicago, similar))[1:]
    exact = ", ".join(f"{MOST_POINTS * value / with_similar[0]:.2f}" for value in with_similar)
    sys.stdout.write(f"with similar conduct as a sixth term, exact: {exact}\n")
    for name, days in LATER.items():
        people = chicago if name == "chicago" else people_in(Path(folder) / name)
        for day in days:
            for line in told(name, compare(people, date.fromisoformat(day))):
                sys.stdout.write(f"{line}\n")


def told(name: str, found: Compared) -> Iterator[str]:
    """One day for people to read."""
    low, high = found.ratio_interval
    yield (
        f"{name} {found.day}: {found.people:,} in post, base rate {found.later}/{found.people:,};"
        f" {found.flagged} flagged; later proven by rule {found.by_rule}, by score {found.by_score};"
        f" ratio {found.ratio:.3f} (95% {low:.2f} to {high:.2f}); both flag {found.both};"
        f" by score beside the same work {found.beside_work}"
    )
    for first in found.queue:
        yield (
            f"    of those flagged by rule the first {first.percent} in 100 of the queue, {first.people}:"
            f" later proven by points {first.by_points}, beside the same work {first.beside_work}"
        )
    for group, rates in found.groups.items():
        yield (
            f"    {group or 'Not known'}: {rates.people:,} in post; flagged by rule {rates.by_rule}"
            f" ({rates.by_rule / rates.people:.1%}), by score {rates.by_score} ({rates.by_score / rates.people:.1%})"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
