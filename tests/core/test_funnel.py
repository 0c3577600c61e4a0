"""Where the marks of a funnel stand."""

from misconduct.core.funnel import Mark, funnel_chart


def test_nothing_to_draw_is_no_chart():
    assert funnel_chart(title="Units", marks=[], rate=1, per=100) is None
    assert funnel_chart(title="Units", marks=[Mark(10, 0, False, "A")], rate=0, per=100) is None


def test_more_exposure_is_further_right_and_a_higher_rate_higher_up():
    chart = funnel_chart(title="Units", marks=[Mark(10, 5, False, "A"), Mark(50, 20, True, "B")], rate=8, per=100)
    low, high = chart.dots
    assert low.x < high.x <= chart.right
    assert high.y < chart.rate_y < low.y <= chart.bottom
    assert (low.is_outside, high.is_outside) == (False, True)
    assert len(chart.curves) == 4
