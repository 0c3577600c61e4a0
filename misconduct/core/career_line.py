"""One line of time: spans above it in bands, single events below it, years along it. Geometry only."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

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
    """An event as drawn: the centre of its dot, or of a mark with an outline of its own (`path`)."""

    x: float
    y: int
    title: str
    tone: str
    path: str = ""


@dataclass(frozen=True)
class LineRow:
    """What stands on the line in words, for a table beside the drawing."""

    kind: str
    label: str
    start: dt.date
    end: dt.date | None
    is_span: bool


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
    marks: tuple[PointShape, ...] = ()
    mark_key: tuple[tuple[str, str, str], ...] = ()
    rows: tuple[LineRow, ...] = ()
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
    marks: Sequence[Point] = (),
    key: Sequence[tuple[str, str]] = (),
    span_key: Sequence[tuple[str, str]] = (),
    mark_key: Sequence[tuple[str, str]] = (),
    start: dt.date | None = None,
) -> CareerLine | None:
    """The line from the first day known (or `start`) to today; nothing where nothing is known.

    `key` names the tones of points in use: `[("open", "Open"), ("warning", "Proved")]`; `span_key` those of spans and
    `mark_key` those of marks (“notice”, “flag”), which stand between the years and the points. The points are told in
    a table of the page that draws the line; `rows` tells the rest.
    """
    events = [*points, *marks]
    scale = _scale_of(spans, events, today=today, start=start)
    if scale is None:
        return None
    years = f"From {scale.first.year} to {scale.last.year}"
    description = f"{years}: {len(spans)} above the line, {len(events)} below it."
    drawn = _drawn(spans, marks, points, scale)
    marks_used = tuple((tone, words, _outline(tone, 7, 7)) for tone, words in _used(mark_key, marks))
    told = _rows(spans, marks, {**dict(span_key), **dict(mark_key)})
    keys: dict[str, Any] = {"key": tuple(key), "span_key": _used(span_key, spans), "mark_key": marks_used}
    return replace(drawn, title=title, description=description, rows=told, **keys)


def _drawn(spans: Sequence[Span], marks: Sequence[Point], points: Sequence[Point], scale: "_Scale") -> CareerLine:
    """The shapes, from top to bottom: spans, years, marks, points."""
    shapes, lanes = _bands(spans, scale)
    axis_y = lanes * _SPAN_HEIGHT + 4
    top = axis_y + _AXIS_ROOM + _DOT // 2
    marked = tuple(_marked(shape) for shape in _points(marks, scale, top))
    dots = _points(points, scale, max((shape.y + _DOT for shape in marked), default=top))
    lowest = max((shape.y for shape in (*marked, *dots)), default=axis_y + _AXIS_ROOM)
    return CareerLine("", "", shapes, dots, _years(scale), (), axis_y, lowest + _DOT, marks=marked)


def _scale_of(
    spans: Sequence[Span], events: Sequence[Point], *, today: dt.date, start: dt.date | None
) -> "_Scale | None":
    """From the first day known to today or the last day known; nothing where no day is."""
    days = [span.start for span in spans] + [event.on for event in events] + ([start] if start else [])
    if not days:
        return None
    return _Scale(start or min(days), max([today, *days, *(span.end for span in spans if span.end)]))


def _used(key: Sequence[tuple[str, str]], drawn: Sequence[Span] | Sequence[Point]) -> tuple[tuple[str, str], ...]:
    tones = {one.tone for one in drawn}
    return tuple(entry for entry in key if entry[0] in tones)


def _marked(shape: PointShape) -> PointShape:
    return replace(shape, path=_outline(shape.tone, shape.x, shape.y))


def _outline(tone: str, x: float, y: float) -> str:
    """A pennant for a flag and a sheet for anything else, around this centre."""
    return f"M{x - 4:g} {y + 6:g}v-12l9 4l-9 4" if tone == "flag" else f"M{x - 4:g} {y - 5:g}h8v10h-8z"


def _rows(spans: Sequence[Span], marks: Sequence[Point], kinds: Mapping[str, str]) -> tuple[LineRow, ...]:
    told = [LineRow(kinds.get(one.tone, "Posting"), one.label, one.start, one.end, is_span=True) for one in spans]
    told += [LineRow(kinds.get(one.tone, ""), one.label, one.on, None, is_span=False) for one in marks]
    return tuple(sorted(told, key=lambda row: row.start))


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
