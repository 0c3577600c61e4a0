"""How many of something are more than chance explains, when so many are expected."""

from math import exp, lgamma, log

_NEGLIGIBLE = 1e-18


def chance_of(least: int, expected: float) -> float:
    """The probability of `least` or more under a Poisson distribution of that mean, summed term by term.

    Terms are taken from logarithms, so that a large mean does not run out of numbers.
    """
    if least <= 0:
        return 1.0
    if expected <= 0:
        return 0.0
    if least <= expected:
        return 1.0 - sum(_term(count, expected) for count in range(least))
    total, count = 0.0, least
    while (term := _term(count, expected)) > _NEGLIGIBLE:
        total += term
        count += 1
    return total


def upper_limit(expected: float, chance: float) -> int:
    """The largest count that is still within chance: one more happens with a probability of `chance` or less."""
    count = int(expected)
    while chance_of(count + 1, expected) > chance:
        count += 1
    return count


def _term(count: int, expected: float) -> float:
    return exp(count * log(expected) - expected - lgamma(count + 1))
