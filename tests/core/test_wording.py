"""How dates, times and numbers are said."""

import datetime as dt
from decimal import Decimal

import pytest

from misconduct.core import wording

WINTER = dt.datetime(2026, 1, 4, 15, 7, tzinfo=dt.UTC)
SUMMER = dt.datetime(2026, 7, 4, 23, 30, tzinfo=dt.UTC)


def test_date_reads_as_in_a_letter():
    assert wording.uk_date(dt.date(2026, 3, 4)) == "4 March 2026"


def test_moment_is_said_in_london_time():
    assert wording.uk_datetime(WINTER) == "4 January 2026 at 3:07pm"
    assert wording.uk_datetime(SUMMER) == "5 July 2026 at 12:30am"


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (dt.time(0, 0), "midnight"),
        (dt.time(12, 0), "midday"),
        (dt.time(0, 5), "12:05am"),
        (dt.time(12, 5), "12:05pm"),
        (dt.time(9, 30), "9:30am"),
    ],
)
def test_time_of_day(time, said):
    assert wording.uk_time(time) == said


def test_nothing_known_says_nothing():
    assert wording.uk_date(None) == wording.uk_datetime(None) == wording.uk_time(None) == ""
    assert wording.number(None) == wording.percent(None) == ""


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [(12345, 0, "12,345"), (Decimal("0.5"), 1, "0.5"), (-1200, 0, "-1,200"), ("many", 0, "many"), ("", 0, "")],
)
def test_number(value, places, said):
    assert wording.number(value, places) == said


def test_percent_is_of_a_share_of_one():
    assert wording.percent(0.1234) == "12.3%"
    assert wording.percent(1, 0) == "100%"
    assert wording.percent(0) == "0.0%"


def test_counted_noun():
    assert wording.counted(1, "case") == "1 case"
    assert wording.counted(2345, "case") == "2,345 cases"
    assert wording.counted(0, "person", "people") == "0 people"


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ([1, 2, 3], "1, 2 and 3")],
)
def test_listed_words_read_as_in_a_sentence(words, said):
    assert wording.listed(words) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Solicitor, MP or other representative", "solicitor, MP or other representative"),
        ("Handled outside Schedule 3", "handled outside Schedule 3"),
        ("The IOPC", "the IOPC"),
        ("The College of Policing", "the College of Policing"),
        ("IOPC portal", "IOPC portal"),
        ("Police Appeals Tribunal", "Police Appeals Tribunal"),
        ("", ""),
    ],
)
def test_label_within_a_sentence_keeps_short_forms_and_names(label, said):
    assert wording.mid_sentence(label) == said
