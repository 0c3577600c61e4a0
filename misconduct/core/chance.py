"""What chance alone does to counts: the Poisson and the negative binomial distribution. Pure, exact, no tables.

A count of rare events in some exposure is Poisson when everybody has the same rate (Johnson, Kemp and Kotz,
Univariate Discrete Distributions, ch. 4); when rates differ from person to person as a gamma distribution does, it
is negative binomial (ch. 5).
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import NormalDist

_STEPS = 60
_EXACT_UP_TO = 100
_FAR = 12
_NEGLIGIBLE = 1e-18
# Two-sided limits of a funnel: about 1 unit in 20, and 1 in 500, lies outside by chance (Spiegelhalter 2005).
USUAL, RARE = 0.05, 0.002


@dataclass(frozen=True)
class Limits:
    """Two numbers with everything usual between them."""

    low: float
    high: float


def poisson(count: int, mean: float) -> float:
    """The chance of exactly so many events where `mean` are expected."""
    if mean <= 0:
        return 1.0 if count == 0 else 0.0
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def poisson_up_to(count: int, mean: float) -> float:
    """The chance of so many events or fewer."""
    return min(1.0, math.fsum(poisson(one, mean) for one in range(count + 1)))


def poisson_at_least(count: int, mean: float) -> float:
    """The chance of so many events or more. Small ones are summed from their own terms and keep their figures."""
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if count <= mean:
        return 1.0 - poisson_up_to(count - 1, mean)
    total, one = 0.0, count
    while (term := poisson(one, mean)) > _NEGLIGIBLE:
        total += term
        one += 1
    return total


def upper_limit(expected: float, chance: float) -> int:
    """The largest count that is still within chance: one more happens with a probability of `chance` or less."""
    count = int(expected)
    while poisson_at_least(count + 1, expected) > chance:
        count += 1
    return count


def negative_binomial(count: int, mean: float, shape: float) -> float:
    """The chance of exactly so many events where rates differ; a large `shape` is nearly Poisson."""
    if mean <= 0:
        return 1.0 if count == 0 else 0.0
    share = shape / (shape + mean)
    choose = math.lgamma(count + shape) - math.lgamma(shape) - math.lgamma(count + 1)
    return math.exp(choose + shape * math.log(share) + count * math.log1p(-share))


def shape_of(counts: Iterable[tuple[int, float]]) -> float | None:
    """How much rates differ, by moments, from pairs of a count and its mean; None where no more than by chance.

    A negative binomial count has the variance mean + mean²/shape, so the surplus over the means tells the shape.
    """
    surplus = squares = 0.0
    for count, mean in counts:
        surplus += (count - mean) ** 2 - mean
        squares += mean * mean
    return squares / surplus if surplus > 0 and squares > 0 else None


def rate_interval(count: int, exposure: float, *, error: float = USUAL) -> Limits | None:
    """The interval of a rate with a Poisson count; None without exposure.

    Exact (Garwood 1936) up to `_EXACT_UP_TO`, then Byar's approximation, by then right to four figures.
    """
    if exposure <= 0:
        return None
    if count > _EXACT_UP_TO:
        z = NormalDist().inv_cdf(1 - error / 2)
        return Limits(_byar(count, -z) / exposure, _byar(count + 1, z) / exposure)
    low = 0.0 if count == 0 else _mean_where(lambda mean: 1 - poisson_up_to(count - 1, mean), error / 2, count)
    high = _mean_where(lambda mean: 1 - poisson_up_to(count, mean), 1 - error / 2, count)
    return Limits(low / exposure, high / exposure)


def control_limits(expected: float, *, error: float = USUAL) -> Limits:
    """The counts between which chance alone leaves a unit with so many expected: exact Poisson, both included."""
    low = max(0, math.floor(expected - _FAR * math.sqrt(expected)))  # nothing measurable lies below
    below = poisson(low, expected)
    while below <= error / 2:
        low += 1
        below += poisson(low, expected)
    high, up_to = low, below
    while up_to < 1 - error / 2:
        high += 1
        up_to += poisson(high, expected)
    return Limits(low, high)


def _byar(count: int, z: float) -> float:
    """Breslow and Day (1987), equation 2.12."""
    return count * (1 - 1 / (9 * count) + z / (3 * math.sqrt(count))) ** 3


def _mean_where(chance: Callable[[float], float], wanted: float, count: int) -> float:
    """The mean at which a chance that grows with it reaches a value, by halving."""
    low, high = 0.0, 10.0 + count + 10 * math.sqrt(count + 1)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if chance(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
