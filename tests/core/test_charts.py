"""Where the shapes of a chart stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct.core.charts import Figure, Row, axis, bar_chart, line_chart


def rows(*values: tuple[float | None, ...]) -> list[Row]:
    return [Row(f"row {index}", tuple(Figure(value) for value in line)) for index, line in enumerate(values)]


@pytest.mark.parametrize(
    ("highest", "top", "step"), [(0, 1, 1), (1, 1, 1), (4, 4, 1), (43, 50, 10), (100, 100, 20), (0.5, 0.5, 0.1)]
)
def test_axis_is_round(highest, top, step):
    assert axis(highest) == (pytest.approx(top), pytest.approx(step))


@given(st.floats(min_value=0.001, max_value=1e9))
def test_axis_always_holds_the_highest_figure_in_few_steps(highest):
    top, step = axis(highest)
    assert top >= highest * (1 - 1e-9)
    assert round(top / step) <= 6


def test_longest_bar_fills_the_width_and_the_rest_keep_to_scale():
    chart = bar_chart(title="t", row_heading="r", series=["a", "b"], rows=rows((10, 5), (2, 0)))
    assert [segment.width for row in chart.rows for segment in row.segments] == ["100.00%", "50.00%", "20.00%", "0.00%"]
    assert [segment.lane for segment in chart.rows[0].segments] == [0, 1]


def test_stacked_bars_follow_each_other():
    chart = bar_chart(title="t", row_heading="r", series=["a", "b"], rows=rows((6, 2), (4, 0)), is_stacked=True)
    first = chart.rows[0].segments
    assert [(segment.start, segment.length) for segment in first] == [(0, 75), (75, 25)]
    assert {segment.lane for segment in first} == {0}


def test_bars_of_nothing_have_no_length():
    chart = bar_chart(title="t", row_heading="r", series=["a"], rows=rows((0,), (None,)))
    assert [row.segments[0].length for row in chart.rows] == [0, 0]
    assert chart.rows[1].row.figures[0].shown == "–"


def test_a_gap_splits_the_line_and_is_no_zero():
    chart = line_chart(title="t", row_heading="r", series=["a"], rows=rows((1,), (2,), (None,), (3,), (4,)))
    line = chart.lines[0]
    assert len(line.pieces) == 2
    assert len(line.dots) == 4


def test_a_single_figure_is_a_dot_without_a_line():
    chart = line_chart(title="t", row_heading="r", series=["a"], rows=rows((5,)))
    assert chart.lines[0].pieces == ()
    assert len(chart.lines[0].dots) == 1


def test_zero_stands_on_the_axis_and_the_top_below_the_edge():
    chart = line_chart(title="t", row_heading="r", series=["a"], rows=rows((0,), (50,)))
    (_, low, _), (_, high, _) = chart.lines[0].dots
    assert low == chart.bottom
    assert 0 < high < low


def test_many_months_name_only_some_of_them():
    chart = line_chart(title="t", row_heading="r", series=["a"], rows=rows(*[(n,) for n in range(60)]))
    assert len(chart.x_ticks) <= 12


def test_line_chart_of_nothing_says_so():
    chart = line_chart(title="t", row_heading="r", series=["a"], rows=[])
    assert chart.description == "There is nothing to draw yet."
    assert chart.lines[0].dots == ()


def test_figure_is_shown_as_people_read_it():
    assert Figure(12345).shown == "12,345"
    assert Figure(1.54).shown == "1.5"
    assert Figure(0.125, text="12.5%").shown == "12.5%"
