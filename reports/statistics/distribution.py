"""What a distribution of cases per person says. Pure functions of a histogram {cases: people}."""

from collections.abc import Mapping

Histogram = Mapping[int, int]
TOP_SHARES = (0.01, 0.05, 0.10, 0.20)


def people(histogram: Histogram, *, at_least: int = 1, at_most: int | None = None) -> int:
    """How many people have that many cases."""
    return sum(
        number for cases, number in histogram.items() if cases >= at_least and (at_most is None or cases <= at_most)
    )


def officer_cases(histogram: Histogram, *, at_least: int = 1) -> int:
    """How many officer-cases the people with that many cases hold together."""
    return sum(cases * number for cases, number in histogram.items() if cases >= at_least)


def counts(histogram: Histogram) -> dict[str, int]:
    """People by number of cases, in Casey's bands and two more."""
    return {
        "1": people(histogram, at_most=1),
        "2": people(histogram, at_least=2, at_most=2),
        ">=2": people(histogram, at_least=2),
        "3-5": people(histogram, at_least=3, at_most=5),
        ">=6": people(histogram, at_least=6),
        ">=10": people(histogram, at_least=10),
        "max": max((cases for cases, number in histogram.items() if number), default=0),
    }


def held_by_top(histogram: Histogram, number: int) -> int:
    """How many officer-cases the `number` people with the most hold together."""
    held, left = 0, number
    for cases in sorted(histogram, reverse=True):
        taken = min(left, histogram[cases])
        held += taken * cases
        left -= taken
    return held


def top_shares(histogram: Histogram, population: int) -> dict[str, float | None]:
    """The share of officer-cases that the top 1, 5, 10 and 20 per cent of a population hold.

    The top p of N people are the first round(p × N), a half rounded to the even number.
    """
    total = officer_cases(histogram)
    return {
        f"top_{share:.0%}": rounded(held_by_top(histogram, round(share * population)), total) for share in TOP_SHARES
    }


def rounded(count: float, total: int, places: int = 4) -> float | None:
    """A rate to so many places; nothing without a denominator."""
    return round(count / total, places) if total else None
