"""One line of time: spans above it in bands, single events below it, years along it. Geometry only."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 960
_LEFT, _RIGHT = 8, 8
_SPAN_HEIGHT, _DOT, _AXIS_ROOM = 22, 14, 22
_LETTER = 8.2  # about how wide a letter is at the size of the drawing's text
_MOST_YEARS_NAMED = 16


@dataclass(frozen=True)
class Span:
    """Something that lasted, such as a posting. Without an end it is still running.

    Those of a tone (“suspension”, “warning”, “away”) stand in lanes of their own below those of none.
    """

    label: str
    start: dt.date
    end: dt.date | None = None
    tone: str = ""


@dataclass(frozen=True)
class Point:
    """Something that happened on a day. Tones: “” (plain), “open”, “warning”, “quiet”."""

    label: str
    on: dt.date
    tone: str = ""


@dataclass(frozen=True)
class SpanShape:
    """A span as drawn; `text` is what fits inside, `title` the whole."""

    x: float
    y: int
    width: float
    text: str
    title: str
    is_odd: bool
    tone: str = ""
    height: int = _SPAN_HEIGHT - 2

    @property
    def text_y(self) -> int:
        """The baseline of its words."""
        return self.y + 14


@dataclass(frozen=True)
class PointShape:
    """An event as drawn: the centre of its dot."""

    x: float
    y: int
    title: str
    tone: str


@dataclass(frozen=True)
class YearTick:
    """The first day of a year on the line; no text where years stand too close to name."""

    x: float
    text: str


@dataclass(frozen=True)
class CareerLine:
    """The whole drawing."""

    title: str
    description: str
    spans: tuple[SpanShape, ...]
    points: tuple[PointShape, ...]
    years: tuple[YearTick, ...]
    key: tuple[tuple[str, str], ...]
    axis_y: int
    height: int
    span_key: tuple[tuple[str, str], ...] = ()
    width: int = WIDTH

    @property
    def years_y(self) -> int:
        """The baseline of the years."""
        return self.axis_y + 15


def career_line(
    *,
    title: str,
    spans: Sequence[Span],
    points: Sequence[Point],
    today: dt.date,
    key: Sequence[tuple[str, str]] = (),
    span_key: Sequence[tuple[str, str]] = (),
    start: dt.date | None = None,
) -> CareerLine | None:
    """The line from the first day known (or `start`) to today; nothing where nothing is known.

    `key` names the tones of points in use: `[("open", "Open"), ("warning", "Proved")]`; `span_key` those of spans.
    """
    days = [span.start for span in spans] + [point.on for point in points] + ([start] if start else [])
    if not days:
        return None
    scale = _Scale(start or min(days), max([today, *days, *(span.end for span in spans if span.end)]))
    shapes, lanes = _bands(spans, scale)
    axis_y = lanes * _SPAN_HEIGHT + 4
    dots = _points(points, scale, axis_y + _AXIS_ROOM + _DOT // 2)
    lowest = max((dot.y for dot in dots), default=axis_y + _AXIS_ROOM)
    description = f"From {scale.first.year} to {scale.last.year}: {len(spans)} above the line, {len(points)} below it."
    years, drawn = _years(scale), {span.tone for span in spans}
    used = tuple(entry for entry in span_key if entry[0] in drawn)
    return CareerLine(title, description, shapes, dots, years, tuple(key), axis_y, lowest + _DOT, used)


@dataclass(frozen=True)
class _Scale:
    first: dt.date
    last: dt.date

    def x(self, day: dt.date) -> float:
        whole = (self.last - self.first).days or 1
        share = min(max((day - self.first).days / whole, 0), 1)
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def _bands(spans: Sequence[Span], scale: _Scale) -> tuple[tuple[SpanShape, ...], int]:
    """Spans without a tone on top, the others below them; how many lanes they take together."""
    plain, lanes = _spans([span for span in spans if not span.tone], scale, above=0)
    toned, more = _spans([span for span in spans if span.tone], scale, above=lanes)
    return plain + toned, lanes + more


def _spans(spans: Sequence[Span], scale: _Scale, *, above: int) -> tuple[tuple[SpanShape, ...], int]:
    """Each span in the first lane that is free at its start, counted below the lanes above."""
    shapes: list[SpanShape] = []
    lane_ends: list[float] = []
    for index, span in enumerate(sorted(spans, key=lambda span: (span.start, span.end or dt.date.max))):
        x, end = scale.x(span.start), scale.x(span.end or scale.last)
        width = max(round(end - x, 1), 2)
        lane = next((lane for lane, taken in enumerate(lane_ends) if taken <= x), len(lane_ends))
        lane_ends[lane : lane + 1] = [x + width]
        until = f"{span.end.year}" if span.end else "now"
        title = f"{span.label}, {span.start.year} to {until}"
        y, is_odd = (above + lane) * _SPAN_HEIGHT + 1, index % 2 == 1 and not span.tone
        shapes.append(SpanShape(x, y, width, _fitting(span.label, width), title, is_odd, span.tone))
    return tuple(shapes), len(lane_ends)


def _fitting(label: str, width: float) -> str:
    room = int((width - 8) / _LETTER)
    if len(label) <= room:
        return label
    return f"{label[: room - 1].rstrip()}…" if room >= 4 else ""


def _points(points: Sequence[Point], scale: _Scale, top: int) -> tuple[PointShape, ...]:
    """Dots that would overlap stand under each other."""
    used: dict[int, int] = {}
    shapes = []
    for point in sorted(points, key=lambda point: point.on):
        column = int(scale.x(point.on) // _DOT)
        depth = used.get(column, 0)
        used[column] = depth + 1
        x = column * _DOT + _DOT / 2
        shapes.append(PointShape(min(max(x, _DOT / 2), WIDTH - _DOT / 2), top + depth * _DOT, point.label, point.tone))
    return tuple(shapes)


def _years(scale: _Scale) -> tuple[YearTick, ...]:
    years = range(scale.first.year + 1, scale.last.year + 1)
    every = max(1, -(-len(years) // _MOST_YEARS_NAMED))
    return tuple(
        YearTick(scale.x(dt.date(year, 1, 1)), _year_name(scale, year) if index % every == 0 else "")
        for index, year in enumerate(years)
    )


def _year_name(scale: _Scale, year: int) -> str:
    """The year, unless it would run over the right edge."""
    return str(year) if scale.x(dt.date(year, 1, 1)) < WIDTH - 36 else ""
