from datetime import date

import pytest

from cases.ruling_rules import warnings
from cases.ruling_rules.warnings import WarningLength

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("outcome", "forum", "day", "length"),
    [
        ("written-warning", "meeting", TODAY, WarningLength(18, 18)),
        ("written-warning", "hearing", TODAY, WarningLength(18, 18)),
        ("final-written-warning", "meeting", TODAY, WarningLength(24, 24)),
        ("final-written-warning", "hearing", TODAY, WarningLength(24, 60)),
        ("final-written-warning", "accelerated-hearing", TODAY, WarningLength(24, 60)),
        ("written-warning-12-months", "meeting", date(2015, 1, 1), WarningLength(12, 12)),
        ("written-warning-12-months", "meeting", TODAY, None),
        ("final-written-warning-extended", "hearing", date(2015, 1, 1), WarningLength(18, 36)),
        ("no-action", "meeting", TODAY, None),
    ],
)
def test_a_warning_runs_as_long_as_the_law_of_its_day_says(outcome, forum, day, length):
    assert warnings.length_of(outcome, forum=forum, days=(day, None)) == length


@pytest.mark.parametrize(
    ("length", "live_to", "breaks", "reason"),
    [
        (WarningLength(18, 18), date(2027, 11, 30), 0, None),
        (WarningLength(18, 18), date(2027, 12, 1), 0, "runs for 18 months, so its last day is 30 November 2027"),
        (WarningLength(18, 18), date(2027, 11, 29), 0, "its last day is 30 November 2027"),
        (WarningLength(18, 18), date(2027, 12, 10), 10, None),
        (WarningLength(24, 60), date(2028, 5, 31), 0, None),
        (WarningLength(24, 60), date(2031, 5, 31), 0, None),
        (WarningLength(24, 60), date(2031, 6, 1), 0, "runs for 24 to 60 months"),
        (WarningLength(24, 60), date(2028, 5, 30), 0, "from 31 May 2028 to 31 May 2031"),
        (WarningLength(24, 24), date(2031, 5, 31), 0, "its last day is 31 May 2028"),
    ],
)
def test_the_days_of_a_warning_are_held_to_its_length(length, live_to, breaks, reason):
    refusal = warnings.refusal(length, live_from=TODAY, live_to=live_to, career_break_days=breaks)
    assert (refusal is None) if reason is None else reason in refusal
