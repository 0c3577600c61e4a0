from datetime import date

import pytest

from cases.flags.rules.window import Window, when
from tests.flags.rules.histories import finalised, matter


@pytest.mark.parametrize(
    ("dated_on", "is_inside"),
    [
        (date(2025, 3, 3), False),
        (date(2025, 3, 4), True),
        (date(2026, 3, 3), True),
        (date(2026, 3, 4), False),
        (None, False),
    ],
)
def test_window_includes_its_first_day_and_not_the_day_it_is_taken_on(dated_on, is_inside):
    window, one = Window.before(date(2026, 3, 4), 12), [matter(1, dated_on)]
    inside, outside = window.inside(one), window.outside(one)
    assert (len(inside), len(outside)) == (int(is_inside), int(not is_inside))


def test_window_says_why_each_matter_is_left_out():
    early, late, undated = matter(1, date(2025, 3, 3)), matter(2, date(2026, 3, 4)), matter(3, None)
    outside = Window.before(date(2026, 3, 4), 12).outside([early, late, undated])
    assert [left.reason for left in outside] == [
        "Dated before the window, which starts on 4 March 2025.",
        "Dated after the window, which ends on 3 March 2026.",
        "No date of receipt or of a decision is recorded.",
    ]


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (
            (matter(1, date(2026, 1, 5)), matter(2, date(2026, 2, 6))),
            "received between 5 January 2026 and 6 February 2026",
        ),
        ((matter(1, date(2026, 1, 5)), matter(2, date(2026, 1, 5))), "received on 5 January 2026"),
        ((finalised(1, date(2026, 1, 5)),), "finalised on 5 January 2026"),
        (
            (finalised(1, date(2026, 1, 5)), matter(2, date(2026, 2, 6))),
            "received or finalised between 5 January 2026 and 6 February 2026",
        ),
    ],
)
def test_when_says_what_the_dates_are_of(counted, words):
    assert when(counted) == words
