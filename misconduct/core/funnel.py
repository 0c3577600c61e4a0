"""The geometry of a funnel chart: rates against exposure, between control limits that narrow as exposure grows."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from misconduct.core.chance import RARE, USUAL, control_limits
from misconduct.core.charts import LINE_HEIGHT, LINE_WIDTH, Tick, axis
from misconduct.core.wording import number

_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 20, 12, 44
_STEPS = 60
Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Mark:
    """One unit to draw: its exposure, its rate, whether it lies outside the limits, and what its mark says."""

    exposure: float
    rate: float
    is_outside: bool
    text: str


@dataclass(frozen=True)
class Dot:
    """A mark in its place."""

    x: float
    y: float
    is_outside: bool
    text: str


@dataclass(frozen=True)
class FunnelChart:
    """The drawing. The table beside it holds every figure."""

    title: str
    dots: tuple[Dot, ...]
    curves: tuple[str, ...]
    rate_y: float
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    width: int = LINE_WIDTH
    height: int = LINE_HEIGHT + 60
    left: int = _LEFT
    right: int = LINE_WIDTH - _RIGHT

    @property
    def bottom(self) -> int:
        """Where the axis of exposure lies."""
        return self.height - _BOTTOM


def funnel_chart(*, title: str, marks: Sequence[Mark], rate: float, per: float) -> FunnelChart | None:
    """Dots and the four limits about a rate per so many units of exposure; None where there is nothing to draw."""
    if not marks or not rate:
        return None
    chart = FunnelChart(title, (), (), 0, (), ())
    widest, x_step = axis(max(mark.exposure for mark in marks))
    highest, y_step = axis(max([mark.rate for mark in marks] + [rate * 2]))

    def place(exposure: float, shown: float) -> tuple[float, float]:
        across = _LEFT + (chart.right - _LEFT) * exposure / widest
        down = chart.bottom - (chart.bottom - _TOP) * min(shown, highest) / highest
        return round(across, 1), round(down, 1)

    dots = tuple(Dot(*place(mark.exposure, mark.rate), mark.is_outside, mark.text) for mark in marks)
    return FunnelChart(
        title,
        dots,
        _curves(widest, rate, per, place),
        place(0, rate)[1],
        tuple(Tick(place(x_step * count, 0)[0], number(x_step * count)) for count in range(round(widest / x_step) + 1)),
        tuple(
            Tick(place(0, y_step * count)[1], number(y_step * count)) for count in range(round(highest / y_step) + 1)
        ),
    )


def _curves(widest: float, rate: float, per: float, place: Place) -> tuple[str, ...]:
    """The upper and lower limits, usual and rare, as points of a line."""
    lines: list[list[str]] = [[], [], [], []]
    for step in range(1, _STEPS + 1):
        exposure = widest * (step / _STEPS) ** 2
        expected = rate * exposure / per
        limits = [control_limits(expected, error=error) for error in (USUAL, RARE)]
        edges = (limits[0].high, limits[0].low, limits[1].high, limits[1].low)
        for line, count in zip(lines, edges, strict=True):
            x, y = place(exposure, count / exposure * per)
            if math.isfinite(y):
                line.append(f"{x},{y}")
    return tuple(" ".join(line) for line in lines)
