"""Where postings and matters stand on the line of time."""

import datetime as dt

from misconduct.core.career_line import WIDTH, Point, Span, career_line

TODAY = dt.date(2026, 3, 4)


def day(year: int, month: int = 1) -> dt.date:
    return dt.date(year, month, 1)


def line_of(spans=(), points=(), **more):
    return career_line(title="t", spans=spans, points=points, today=TODAY, **more)


def test_nothing_known_draws_nothing():
    assert line_of() is None


def test_line_runs_from_the_first_day_to_today():
    line = line_of([Span("North", day(2010))], [Point("a", TODAY)])
    assert line.spans[0].x + line.spans[0].width <= WIDTH
    assert line.years[0].text == "2011"
    assert "2010 to 2026" in line.description


def test_overlapping_postings_stand_in_lanes_of_their_own():
    line = line_of([Span("A", day(2010), day(2020)), Span("B", day(2015), day(2016)), Span("C", day(2020))])
    assert [span.y for span in line.spans] == [1, 23, 1]


def test_matters_of_one_week_stand_under_each_other():
    line = line_of(points=[Point("a", day(2015)), Point("b", day(2015)), Point("c", day(2024))])
    assert line.points[0].x == line.points[1].x
    assert line.points[0].y < line.points[1].y
    assert line.points[2].y == line.points[0].y
    assert line.height > line.points[1].y


def test_long_name_is_shortened_on_the_line_and_whole_in_its_title():
    line = line_of([Span("A posting with a very long name indeed", day(2010), day(2011)), Span("B", day(2011))])
    assert line.spans[0].text.endswith("…") or line.spans[0].text == ""
    assert line.spans[0].title == "A posting with a very long name indeed, 2010 to 2011"
    assert line.spans[1].title == "B, 2011 to now"


def test_dates_in_the_future_or_before_the_start_stay_on_the_drawing():
    line = line_of([Span("A", day(1990), day(2030))], [Point("a", day(1980)), Point("b", day(2029))], start=day(2000))
    assert all(0 <= point.x <= WIDTH for point in line.points)
    assert all(span.x >= 0 and span.x + span.width <= WIDTH for span in line.spans)


def test_one_day_of_history_draws():
    line = line_of(points=[Point("a", TODAY)])
    assert line.points[0].x <= WIDTH
    assert line.years == ()


def test_a_suspension_stands_in_a_band_of_its_own_below_every_posting():
    spans = [Span("A", day(2010)), Span("B", day(2012), day(2013)), Span("S", day(2012), day(2013), "suspension")]
    line = line_of(spans, span_key=[("suspension", "Suspended"), ("warning", "Warned")])
    assert [(span.tone, span.y) for span in line.spans] == [("", 1), ("", 23), ("suspension", 45)]
    assert line.span_key == (("suspension", "Suspended"),)
    assert line.axis_y > 45


def test_a_long_career_names_every_few_years():
    line = line_of([Span("A", day(1960))])
    assert 0 < sum(bool(year.text) for year in line.years) <= 17


def test_notices_and_flags_stand_between_the_years_and_the_matters():
    marks = [Point("Served", day(2015), "notice"), Point("Raised", day(2015), "flag")]
    line = line_of(points=[Point("a", day(2015))], marks=marks, mark_key=[("flag", "Flag raised"), ("x", "Other")])
    assert line.years_y < line.marks[0].y < line.marks[1].y < line.points[0].y < line.height
    assert [tone for tone, _, _ in line.mark_key] == ["flag"]
    assert line.marks[0].path != line.marks[1].path


def test_the_table_tells_what_lasted_and_what_was_marked_in_the_order_of_time():
    line = line_of(
        [Span("North", day(2010)), Span("Suspended", day(2014), day(2015), "suspension")],
        [Point("A matter", day(2013))],
        marks=[Point("Served", day(2012), "notice")],
        span_key=[("suspension", "Suspension")],
        mark_key=[("notice", "Notice")],
    )
    told = [(row.kind, row.label, row.is_span) for row in line.rows]
    assert told == [("Posting", "North", True), ("Notice", "Served", False), ("Suspension", "Suspended", True)]


def test_a_hundred_and_seventy_five_matters_stay_on_the_drawing_and_apart():
    line = line_of(points=[Point(str(n), day(2010 + n % 16, 1 + n % 12)) for n in range(175)])
    assert len({(point.x, point.y) for point in line.points}) == 175
    assert max(point.y for point in line.points) < line.height
