"""The last day of every period in the law (domain notes §3.6), counted without a database."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cases.clocks.counting import Pause, due_on, earliest_on
from cases.clocks.definitions import definition

TODAY = date(2027, 6, 1)


def due(slug, start, *pauses):
    rule = definition(slug, received_on=date(2025, 6, 1))
    return due_on(rule, start, pauses=pauses, today=TODAY)


@pytest.mark.parametrize(
    ("slug", "start", "expected"),
    [
        # Row 2, SI 2020/2 regs 4, 7, 9: by the end of the day following, be it a Sunday
        ("mandatory-referral", date(2026, 3, 4), date(2026, 3, 5)),
        ("mandatory-referral", date(2026, 3, 7), date(2026, 3, 8)),
        ("mandatory-referral", date(2026, 12, 31), date(2027, 1, 1)),
        # Row 3, SI 2020/2 reg 34(2)(a): 28 calendar days
        ("progress-update", date(2026, 3, 4), date(2026, 4, 1)),
        ("progress-update", date(2026, 12, 1), date(2026, 12, 29)),
        # Row 3 in the Conduct Regulations: 4 weeks beginning with the first working day after
        ("progress-update-conduct", date(2026, 3, 4), date(2026, 4, 1)),
        ("progress-update-conduct", date(2026, 3, 6), date(2026, 4, 5)),
        ("progress-update-conduct", date(2026, 4, 2), date(2026, 5, 4)),  # the day before Good Friday
        # Row 4, SI 2020/2 reg 34(2)(b): 5 working days
        ("tell-outcome", date(2026, 3, 4), date(2026, 3, 11)),
        ("tell-outcome", date(2026, 4, 1), date(2026, 4, 10)),  # over Easter
        ("tell-outcome", date(2026, 5, 1), date(2026, 5, 11)),  # over the early May bank holiday
        # Row 5, SI 2020/2 reg 29: 28 days starting with the day after
        ("review-application", date(2026, 2, 1), date(2026, 3, 1)),
        ("review-application", date(2028, 2, 1), date(2028, 2, 29)),
        # Row 6, SI 2020/2 reg 13, and row 7, SI 2020/4 reg 19: 12 months to the corresponding date
        ("delay-report-schedule-3", date(2026, 3, 31), date(2027, 3, 31)),
        ("delay-report", date(2025, 6, 30), date(2026, 6, 30)),
        ("delay-report", date(2028, 2, 29), date(2029, 2, 28)),
        # Row 9, SI 2020/4 reg 18: 10 working days beginning with the first working day after the notice
        ("statement-and-documents", date(2026, 3, 4), date(2026, 3, 18)),
        ("statement-and-documents", date(2026, 12, 18), date(2027, 1, 6)),  # Christmas and New Year
        # Row 10, SI 2020/4 reg 20: 5 working days beginning with the first working day after the date proposed
        ("interview-alternative", date(2026, 5, 22), date(2026, 6, 1)),  # over the spring bank holiday
        # Row 11, SI 2020/4 reg 11: 3 working days in writing; a review every 4 weeks
        ("suspension-in-writing", date(2026, 3, 4), date(2026, 3, 9)),
        ("suspension-in-writing", date(2026, 3, 6), date(2026, 3, 11)),
        ("suspension-review", date(2026, 3, 2), date(2026, 3, 30)),
        # Row 13, SI 2020/4 reg 30: 3 working days
        ("objection-to-panel", date(2026, 8, 27), date(2026, 9, 2)),  # over the summer bank holiday
        # Rows 14 to 17, SI 2020/4 regs 31, 31(4), 32 and 33
        ("response-to-papers", date(2026, 3, 4), date(2026, 3, 25)),
        ("witness-lists", date(2026, 3, 25), date(2026, 3, 30)),
        ("bundle-to-chair", date(2026, 3, 30), date(2026, 4, 15)),
        ("pre-hearing", date(2026, 4, 15), date(2026, 5, 7)),
        # Row 18, SI 2020/4 regs 29, 33: 100 working days
        ("hearing", date(2026, 3, 4), date(2026, 7, 28)),
        # Row 19, SI 2020/4 reg 34: 20 working days
        ("meeting", date(2026, 3, 4), date(2026, 4, 1)),
        # Row 20, SI 2020/4 reg 36: at least 5 working days before the hearing
        ("hearing-notice", date(2026, 3, 16), date(2026, 3, 9)),
        ("hearing-notice", date(2026, 4, 8), date(2026, 3, 30)),  # Easter lies between
        # Row 21, SI 2020/4 reg 43: 5 working days beginning with the first working day after the conclusion
        ("panel-report", date(2026, 3, 6), date(2026, 3, 13)),
        # Row 23, SI 2020/4 reg 52: not more than 15 working days
        ("accelerated-hearing", date(2026, 3, 4), date(2026, 3, 25)),
        # Row 24, SI 2020/4 Part 6: 5 working days
        ("reflective-account", date(2026, 3, 4), date(2026, 3, 11)),
        # Row 26, PRA 2002 Sch 3 para 28B: 56 days
        ("recommendation-response", date(2026, 3, 4), date(2026, 4, 29)),
        # Appeals: SI 2020/4, 7 working days; SI 2020/1, 10 working days
        ("meeting-appeal", date(2026, 3, 4), date(2026, 3, 13)),
        ("tribunal-appeal", date(2026, 3, 4), date(2026, 3, 18)),
        # Days that are themselves the day
        ("probation-end", date(2026, 3, 7), date(2026, 3, 7)),
        ("warning-end", date(2027, 9, 4), date(2027, 9, 4)),
        # Rows 1, 8, 12, 13 and 25: no limit in days; row 22: a minimum only
        ("time-to-log", date(2026, 3, 4), None),
        ("first-contact", date(2026, 3, 4), None),
        ("notice-of-investigation", date(2026, 3, 4), None),
        ("decision-on-report", date(2026, 3, 4), None),
        ("objection-decision", date(2026, 3, 4), None),
        ("verbatim-record", date(2026, 3, 4), None),
        ("outcome-published", date(2026, 3, 4), None),
    ],
)
def test_the_last_day_in_time(slug, start, expected):
    assert due(slug, start) == expected


def test_accelerated_hearing_is_not_before_10_working_days():
    """SI 2020/4 reg 52."""
    rule = definition("accelerated-hearing", received_on=date(2026, 1, 1))
    assert earliest_on(rule, date(2026, 3, 4), today=TODAY) == date(2026, 3, 18)


def test_outcome_stays_published_for_28_whole_days():
    """SI 2020/4 reg 43."""
    rule = definition("outcome-published", received_on=date(2026, 1, 1))
    assert earliest_on(rule, date(2026, 2, 1), today=TODAY) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("slug", "start", "pause", "expected"),
    [
        # 5 of 10 working days had run by Wednesday 11 March; the other 5 follow from 1 April
        ("statement-and-documents", date(2026, 3, 4), Pause(date(2026, 3, 12), date(2026, 4, 1)), date(2026, 4, 9)),
        # suspended and resumed on one day: nothing is left out
        ("statement-and-documents", date(2026, 3, 4), Pause(date(2026, 3, 12), date(2026, 3, 12)), date(2026, 3, 18)),
        # suspended after the last day: nothing moves
        ("statement-and-documents", date(2026, 3, 4), Pause(date(2026, 3, 19), date(2026, 4, 1)), date(2026, 3, 18)),
        # suspended on the last day: that day is still to come
        ("statement-and-documents", date(2026, 3, 4), Pause(date(2026, 3, 18), date(2026, 4, 1)), date(2026, 4, 1)),
        # over a weekend only: no working day is left out
        ("witness-lists", date(2026, 3, 4), Pause(date(2026, 3, 7), date(2026, 3, 9)), date(2026, 3, 9)),
        ("hearing", date(2026, 3, 4), Pause(date(2026, 3, 5), date(2026, 3, 6)), date(2026, 7, 29)),
    ],
)
def test_a_pause_leaves_out_its_days_and_no_others(slug, start, pause, expected):
    assert due(slug, start, pause) == expected


def test_two_pauses_add_up():
    pauses = Pause(date(2026, 3, 5), date(2026, 3, 6)), Pause(date(2026, 3, 9), date(2026, 3, 10))
    assert due("witness-lists", date(2026, 3, 4), *pauses) == date(2026, 3, 11)


def test_a_pause_that_has_not_ended_counts_up_to_today():
    rule = definition("witness-lists", received_on=date(2026, 1, 1))
    paused = [Pause(date(2026, 3, 5))]
    assert due_on(rule, date(2026, 3, 4), pauses=paused, today=date(2026, 3, 6)) == date(2026, 3, 10)
    assert due_on(rule, date(2026, 3, 4), pauses=paused, today=date(2026, 3, 9)) == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 23, 59, tzinfo=ZoneInfo("UTC")), date(2026, 3, 28)),  # still GMT
        (datetime(2026, 3, 29, 22, 59, tzinfo=ZoneInfo("UTC")), date(2026, 3, 29)),  # 11:59pm BST
        (datetime(2026, 3, 29, 23, 0, tzinfo=ZoneInfo("UTC")), date(2026, 3, 30)),  # midnight BST
        (datetime(2026, 10, 24, 23, 30, tzinfo=ZoneInfo("UTC")), date(2026, 10, 25)),  # BST until 2am
        (datetime(2026, 10, 25, 23, 30, tzinfo=ZoneInfo("UTC")), date(2026, 10, 25)),  # GMT again
    ],
)
def test_a_moment_counts_on_its_day_in_london(moment, day):
    """Clocks start on dates, and a moment becomes one as the wall clock in London has it."""
    start = timezone.localdate(moment)
    assert start == day
    assert (due("progress-update", start) - day).days == 28
