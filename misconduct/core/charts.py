"""The geometry of charts, worked out here so that a template only places shapes.

Bars are drawn inside the rows of a table, so the table is the chart. Lines are drawn on a fixed grid of
units that the browser scales, beside a table of the same figures. Nothing here knows what is being counted.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from misconduct.core.wording import number

LINE_WIDTH, LINE_HEIGHT = 760, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 32, 12, 34
_MOST_X_LABELS = 12


@dataclass(frozen=True)
class Figure:
    """One number of a chart, and the page that lists what it counts."""

    value: float | None
    url: str = ""
    text: str = ""

    @property
    def shown(self) -> str:
        """The figure as people read it; a dash where nothing is known."""
        if self.text or self.value is None:
            return self.text or "–"
        return number(self.value, 0 if float(self.value).is_integer() else 1)


@dataclass(frozen=True)
class Row:
    """One line of a chart's table: what it is, and a figure for each series."""

    label: str
    figures: tuple[Figure, ...]
    url: str = ""


@dataclass(frozen=True)
class Segment:
    """One bar, in percent of the width: where it starts and how long it is. `lane` counts down from 0."""

    series: int
    start: float
    length: float
    lane: int

    @property
    def x(self) -> str:
        """Where it starts, as SVG wants it."""
        return f"{self.start:.2f}%"

    @property
    def width(self) -> str:
        """How long it is, as SVG wants it."""
        return f"{self.length:.2f}%"

    @property
    def y(self) -> int:
        """The top of its lane."""
        return 2 + self.lane * 14


@dataclass(frozen=True)
class BarRow:
    """A row with its bars."""

    row: Row
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class BarChart:
    """A table with a bar, or one bar for each series, in every row."""

    title: str
    row_heading: str
    series: tuple[str, ...]
    rows: tuple[BarRow, ...]
    note: str = ""
    lanes: int = 1

    @property
    def bar_height(self) -> int:
        """How thick one bar is, in pixels."""
        return 14 if self.lanes == 1 else 12


def bar_chart(
    *,
    title: str,
    row_heading: str,
    series: Sequence[str],
    rows: Sequence[Row],
    note: str = "",
    is_stacked: bool = False,
) -> BarChart:
    """Bars from zero, all to one scale: up to three side by side, or six end to end as the parts of a whole."""
    widest = max((_extent(row, is_stacked=is_stacked) for row in rows), default=0) or 1
    drawn = tuple(BarRow(row, _segments(row, widest, is_stacked=is_stacked)) for row in rows)
    lanes = 1 if is_stacked else min(max(len(series), 1), 3)
    return BarChart(title, row_heading, tuple(series), drawn, note, lanes)


def _extent(row: Row, *, is_stacked: bool) -> float:
    values = [max(figure.value or 0, 0) for figure in row.figures]
    return sum(values) if is_stacked else max(values, default=0)


def _segments(row: Row, widest: float, *, is_stacked: bool) -> tuple[Segment, ...]:
    segments, start = [], 0.0
    for index, figure in enumerate(row.figures):
        length = max(figure.value or 0, 0) / widest * 100
        segments.append(Segment(index + 1, start if is_stacked else 0.0, length, 0 if is_stacked else index))
        start += length
    return tuple(segments)


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where it stands, and its words (empty: a line only)."""

    at: float
    text: str


@dataclass(frozen=True)
class Line:
    """One series: its name, and the pieces of line between the gaps in its figures."""

    name: str
    number: int
    pieces: tuple[str, ...]
    dots: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class LineChart:
    """Lines over time on a grid that starts at zero."""

    title: str
    row_heading: str
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    note: str = ""
    width: int = LINE_WIDTH
    height: int = LINE_HEIGHT
    left: int = _LEFT
    right: int = LINE_WIDTH - _RIGHT
    bottom: int = LINE_HEIGHT - _BOTTOM

    @property
    def series(self) -> tuple[str, ...]:
        """The names of the lines."""
        return tuple(line.name for line in self.lines)

    @property
    def description(self) -> str:
        """What somebody who cannot see the drawing is told before the table."""
        if not self.rows:
            return "There is nothing to draw yet."
        span = f"{self.rows[0].label} to {self.rows[-1].label}"
        return f"{', '.join(self.series)}: {span}. The table below holds every figure."


def line_chart(
    *, title: str, row_heading: str, series: Sequence[str], rows: Sequence[Row], note: str = ""
) -> LineChart:
    """One line for each series; a figure that is not known leaves a gap, never a zero."""
    top, step = axis(max((figure.value or 0 for row in rows for figure in row.figures), default=0))
    lines = tuple(_line(name, index, rows, top) for index, name in enumerate(series))
    y_ticks = tuple(
        Tick(_y(step * count, top), number(step * count, _places(step))) for count in range(round(top / step) + 1)
    )
    every = max(1, math.ceil(len(rows) / _MOST_X_LABELS))
    x_ticks = tuple(Tick(_x(index, len(rows)), row.label) for index, row in enumerate(rows) if index % every == 0)
    return LineChart(title, row_heading, tuple(rows), lines, x_ticks, y_ticks, note)


def axis(highest: float) -> tuple[float, float]:
    """A top for the axis and the step between its marks, both round: (50, 10) for 43. Counts get whole steps."""
    if highest <= 0:
        return 1, 1
    rough = highest / 5
    scale = 10 ** math.floor(math.log10(rough))
    step = next(scale * factor for factor in (1, 2, 5, 10) if scale * factor >= rough)
    if float(highest).is_integer():
        step = max(step, 1)
    return math.ceil(highest / step - 1e-9) * step, step


def _line(name: str, index: int, rows: Sequence[Row], top: float) -> Line:
    pieces: list[list[str]] = [[]]
    dots = []
    for place, row in enumerate(rows):
        figure = row.figures[index] if index < len(row.figures) else Figure(None)
        if figure.value is None:
            pieces.append([])
            continue
        x, y = _x(place, len(rows)), _y(figure.value, top)
        pieces[-1].append(f"{x},{y}")
        dots.append((x, y, f"{name}, {row.label}: {figure.shown}"))
    return Line(name, index + 1, tuple(" ".join(piece) for piece in pieces if len(piece) > 1), tuple(dots))


def _x(place: int, places: int) -> float:
    usable = LINE_WIDTH - _LEFT - _RIGHT
    return round(_LEFT + (usable * place / (places - 1) if places > 1 else usable / 2), 1)


def _y(value: float, top: float) -> float:
    usable = LINE_HEIGHT - _TOP - _BOTTOM
    return round(LINE_HEIGHT - _BOTTOM - usable * value / top, 1)


def _places(step: float) -> int:
    return 0 if float(step).is_integer() else max(0, -math.floor(math.log10(step)))
