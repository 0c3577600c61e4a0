"""Logistic regression by Newton's method on grouped counts, small enough to need no library."""

import math
from collections.abc import Mapping, Sequence

Row = tuple[float, ...]


def fit(groups: Mapping[Row, Sequence[int]], *, most_steps: int = 50) -> list[float]:
    """The intercept and one coefficient a column, from `{row: (people, people with the outcome)}`.

    Raises ValueError where the steps do not settle, as with an outcome that a column tells without fail.
    """
    width = len(next(iter(groups))) + 1
    found = [0.0] * width
    for _ in range(most_steps):
        slope, bend = _slope_and_bend(groups, found)
        step = solve(bend, slope)
        found = [one + change for one, change in zip(found, step, strict=True)]
        if max(map(abs, step)) < 1e-10:
            return found
    raise ValueError("The regression did not settle.")


def _slope_and_bend(groups: Mapping[Row, Sequence[int]], at: Sequence[float]) -> tuple[list[float], list[list[float]]]:
    """The gradient of the log likelihood and its information matrix."""
    width = len(at)
    slope, bend = [0.0] * width, [[0.0] * width for _ in range(width)]
    for row, (people, hits) in groups.items():
        values = (1.0, *row)
        share = 1 / (1 + math.exp(-sum(one * value for one, value in zip(at, values, strict=True))))
        left, weight = hits - people * share, people * share * (1 - share)
        filled = [place for place, value in enumerate(values) if value]
        for down in filled:
            slope[down] += left * values[down]
            for across in filled:
                bend[down][across] += weight * values[down] * values[across]
    return slope, bend


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of a system of linear equations, by elimination with the largest pivot."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for place in range(len(rows)):
        best = max(range(place, len(rows)), key=lambda row: abs(rows[row][place]))
        rows[place], rows[best] = rows[best], rows[place]
        for other in range(len(rows)):
            factor = rows[other][place] / rows[place][place] if other != place else 0.0
            if factor:
                rows[other] = [one - factor * two for one, two in zip(rows[other], rows[place], strict=True)]
    return [row[-1] / row[place] for place, row in enumerate(rows)]
