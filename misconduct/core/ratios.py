"""How many times as often something comes to one group as to another, with its interval. Pure functions of counts."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

USUAL_ERROR = 0.05
# A ratio nearer to 1 than this is no alarm however sure it is.
LEAST_RATIO = 1.2


@dataclass(frozen=True)
class Ratio:
    """A ratio, and two numbers between which the true one lies but for the error allowed."""

    value: float
    low: float
    high: float


def rate_ratio(
    count: int, time: float, other_count: int, other_time: float, *, error: float = USUAL_ERROR
) -> Ratio | None:
    """Of two rates of events in time (Rothman, Modern Epidemiology, log method). None where a count is zero."""
    if not (count and other_count and time > 0 and other_time > 0):
        return None
    return _ratio((count / time) / (other_count / other_time), math.sqrt(1 / count + 1 / other_count), error)


def share_ratio(
    count: int, total: int, other_count: int, other_total: int, *, error: float = USUAL_ERROR
) -> Ratio | None:
    """Of two shares of people (Katz 1978, log method). None where a count is zero."""
    if not (count and other_count):
        return None
    spread = 1 / count - 1 / total + 1 / other_count - 1 / other_total
    return _ratio((count / total) / (other_count / other_total), math.sqrt(max(spread, 0.0)), error)


def _ratio(value: float, spread: float, error: float) -> Ratio:
    reach = NormalDist().inv_cdf(1 - error / 2) * spread
    return Ratio(value, value * math.exp(-reach), value * math.exp(reach))


def is_large(rate: float, other: float) -> bool:
    """Whether the larger of two rates is at least `LEAST_RATIO` times the smaller."""
    low, high = sorted((rate, other))
    return high > 0 and high >= LEAST_RATIO * low


def chance_of_rates(count: int, time: float, other_count: int, other_time: float) -> float:
    """How often equal rates would differ so much or more: exact, two-sided (Przyborowski and Wilenski 1940).

    Given both counts together, one is binomial with its share of the time.
    """
    both = count + other_count
    if not both or time <= 0 or other_time <= 0:
        return 1.0
    share = time / (time + other_time)

    def weight(one: int) -> float:
        return math.exp(_ways(both, one) + one * math.log(share) + (both - one) * math.log1p(-share))

    return _two_sided(weight, count, range(both + 1))


def chance_of_shares(count: int, total: int, other_count: int, other_total: int) -> float:
    """How often equal shares would differ so much or more: Fisher's exact test, two-sided."""
    both, everyone = count + other_count, total + other_total
    if not total or not other_total:
        return 1.0

    def weight(one: int) -> float:
        return math.exp(_ways(total, one) + _ways(other_total, both - one) - _ways(everyone, both))

    return _two_sided(weight, count, range(max(0, both - other_total), min(total, both) + 1))


def _ways(total: int, chosen: int) -> float:
    """The logarithm of the number of ways to choose some of a total."""
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)


def _two_sided(weight: Callable[[int], float], seen: int, possible: range) -> float:
    """Twice the smaller tail, which no equal groups exceed more often than it says."""
    below = math.fsum(weight(one) for one in possible if one <= seen)
    above = math.fsum(weight(one) for one in possible if one >= seen)
    return min(1.0, 2 * min(below, above))
