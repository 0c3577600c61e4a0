from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.history import Severity
from cases.flags.rules.rising_severity import NOT_ASSESSED, NOT_IN_THE_ROW
from tests.flags.rules.histories import AS_AT, hits_of, ids, left_out, person, told

SLUG = "rising-severity"
NEITHER, PRACTICE, MISCONDUCT, GROSS = Severity
FIRST, SECOND, THIRD = date(2021, 3, 4), date(2023, 1, 1), date(2026, 3, 3)


def assessed(*levels, days=(FIRST, SECOND, THIRD)):
    dated = zip(levels, days[: len(levels)], strict=True)
    return [told(number, day, severity=level) for number, (level, day) in enumerate(dated, start=1)]


def found(*matters, as_at=AS_AT, **changed):
    return hits_of(SLUG, person(*matters), as_at=as_at, **changed)


def test_each_more_serious_than_the_one_before_asks_for_a_look():
    (hit,) = found(*assessed(PRACTICE, MISCONDUCT, GROSS))
    assert ids(hit) == [1, 2, 3]
    assert hit.sentence == (
        "3 cases in a row received between 4 March 2021 and 3 March 2026, each assessed as more serious than the one"
        " before: practice requiring improvement, misconduct and gross misconduct; the rule asks a person to look at 2"
        " or more that reach misconduct within 60 months."
    )


@pytest.mark.parametrize(
    ("levels", "counted"),
    [
        ((PRACTICE, MISCONDUCT), [1, 2]),
        ((NEITHER, PRACTICE), None),
        ((MISCONDUCT, MISCONDUCT), None),
        ((GROSS, MISCONDUCT), None),
        ((GROSS, PRACTICE, MISCONDUCT), [2, 3]),
        ((MISCONDUCT, GROSS, PRACTICE), [1, 2]),
        ((MISCONDUCT, None, GROSS), [1, 3]),
        ((MISCONDUCT, None, MISCONDUCT), None),
        ((MISCONDUCT,), None),
    ],
)
def test_the_latest_rise_counts(levels, counted):
    hits = found(*assessed(*levels))
    assert [ids(hit) for hit in hits] == ([counted] if counted else [])


def test_a_version_may_ask_for_a_longer_row_or_a_graver_end():
    assert found(*assessed(PRACTICE, MISCONDUCT), threshold=3) == ()
    assert found(*assessed(PRACTICE, MISCONDUCT, GROSS), threshold=3)
    assert found(*assessed(PRACTICE, MISCONDUCT), reaching=3) == ()


@pytest.mark.parametrize("day", [date(2021, 3, 3), AS_AT, None], ids=["before the window", "on the day", "undated"])
def test_a_matter_outside_the_window_is_no_part_of_a_row(day):
    assert found(*assessed(PRACTICE, MISCONDUCT, days=(FIRST, THIRD)))
    assert found(*assessed(PRACTICE, MISCONDUCT, days=(day, THIRD))) == ()


def test_what_is_no_part_of_the_row_is_shown_with_the_reason():
    (hit,) = found(
        *assessed(GROSS, PRACTICE, MISCONDUCT), told(4, date(2025, 1, 1)), told(5, date(2010, 1, 1), severity=GROSS)
    )
    assert ids(hit) == [2, 3]
    assert left_out(hit) == {
        1: NOT_IN_THE_ROW,
        4: NOT_ASSESSED,
        5: "Dated before the window, which starts on 4 March 2021.",
    }


def test_from_a_leap_day_five_years_go_back_to_the_end_of_february():
    leap = date(2024, 2, 29)
    assert found(*assessed(PRACTICE, GROSS, days=(date(2019, 2, 28), date(2024, 2, 28))), as_at=leap)
    assert found(*assessed(PRACTICE, GROSS, days=(date(2019, 2, 27), date(2024, 2, 28))), as_at=leap) == ()


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {})) == (
        "2 cases or more in a row within the last 60 months, each assessed as more serious than the one before, the"
        " last as misconduct or worse."
    )
