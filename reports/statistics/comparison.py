"""Whether counts say more than chance: a distribution beside what chance gives, and units within control limits.

Pure functions of counts and person-years.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from misconduct.core.chance import (
    RARE,
    Limits,
    control_limits,
    negative_binomial,
    poisson,
    rate_interval,
    shape_of,
)
from reports.statistics.exposure import Bin, Exposure

LAST_BAND = 10
SMALLEST_YEARS = 5.0


@dataclass(frozen=True)
class Band:
    """People with so many cases (or more, for the last one), and how many chance alone would give."""

    cases: int
    is_last: bool
    people: int
    by_chance: float
    by_differing_rates: float | None


@dataclass(frozen=True)
class Distribution:
    """The bands, and what they were worked out from. `rate` is cases a person-year; `shape` tells how rates differ."""

    people: int
    cases: int
    person_years: float
    rate: float
    shape: float | None
    bands: tuple[Band, ...]


def distribution(bins: Sequence[Bin]) -> Distribution:
    """Counts beside chance. Each person's mean is the force's rate times their own years in post."""
    people, cases = sum(one.people for one in bins), sum(one.cases * one.people for one in bins)
    years = math.fsum(one.person_years for one in bins)
    rate = cases / years if years else 0.0
    means: Counter[float] = Counter()
    for one in bins:
        means[one.person_years / one.people * rate] += one.people
    shape = shape_of((one.cases, one.person_years / one.people * rate) for one in bins for _ in range(one.people))
    last = _last_band(bins)
    seen: Counter[int] = Counter()
    for one in bins:
        seen[min(one.cases, last)] += one.people
    poissons = _expected(means, poisson, people, last)
    by_rates = (
        _expected(means, lambda count, mean: negative_binomial(count, mean, shape), people, last) if shape else []
    )
    bands = tuple(
        Band(count, count == last, seen[count], poissons[count], by_rates[count] if by_rates else None)
        for count in range(last + 1)
    )
    return Distribution(people, cases, years, rate, shape, bands)


def _last_band(bins: Sequence[Bin]) -> int:
    """One more than anybody has, so that what chance would give beyond it shows; never above `LAST_BAND`."""
    most = max((one.cases for one in bins), default=0)
    return min(most + 1, LAST_BAND)


def _expected(means: Counter[float], chance: Callable[[int, float], float], people: int, last: int) -> list[float]:
    """How many of the people have 0, 1, 2 … cases, the last band taking the rest."""
    found = [math.fsum(chance(count, mean) * number for mean, number in means.items()) for count in range(last)]
    return [*found, max(people - math.fsum(found), 0.0)]


@dataclass(frozen=True)
class FunnelPoint:
    """One unit or supervisor within the funnel. Rates are per 100 person-years; None where too little to compare."""

    pk: int
    name: str
    people: int
    years: float
    cases: int
    expected: float
    rate: float | None
    interval: Limits | None
    usual: Limits | None
    rare: Limits | None

    @property
    def standing(self) -> str:
        """Where it lies: within the limits, outside the usual ones, or outside the rare ones."""
        if self.usual is None or self.rare is None:
            return "too_small"
        if self.cases > self.rare.high:
            return "far_above"
        if self.cases > self.usual.high:
            return "above"
        if self.cases < self.rare.low:
            return "far_below"
        return "below" if self.cases < self.usual.low else "within"


def funnel(units: Sequence[Exposure]) -> tuple[float, list[FunnelPoint]]:
    """The rate of all units or supervisors together per 100 person-years, and each beside it, those far above first.

    One with fewer than `SMALLEST_YEARS` person-years is listed without a rate.
    """
    years = math.fsum(unit.years for unit in units)
    rate = sum(unit.cases for unit in units) / years if years else 0.0
    points = [_point(unit, rate) for unit in units]
    order = ("far_above", "above", "within", "below", "far_below", "too_small")
    points.sort(key=lambda point: (order.index(point.standing), -(point.rate or 0), point.name))
    return rate * 100, points


def _point(unit: Exposure, rate: float) -> FunnelPoint:
    expected = rate * unit.years
    if unit.years < SMALLEST_YEARS or not rate:
        return FunnelPoint(unit.pk, unit.name, unit.people, unit.years, unit.cases, expected, None, None, None, None)
    interval = rate_interval(unit.cases, unit.years / 100)
    return FunnelPoint(
        unit.pk,
        unit.name,
        unit.people,
        unit.years,
        unit.cases,
        expected,
        unit.cases / unit.years * 100,
        interval,
        control_limits(expected),
        control_limits(expected, error=RARE),
    )
