"""What is due when, over weekends, Easter, Christmas and the pause of a case. No database."""

from datetime import date

import pytest

from cases.clocks.counting import Pause
from cases.proceedings.timetable import Granted, State, needing_attention, timetable

RECEIVED = date(2025, 9, 1)
NOTICE, PAPERS, FIXED = "proceedings_notice_served", "papers_served", "hearing_fixed"


def step(name, *, kind="hearing", today=date(2026, 1, 1), **given):
    found = timetable(kind=kind, received_on=RECEIVED, today=today, **given)
    return next(one for one in found if one.line.step == name)


@pytest.mark.parametrize(
    ("name", "kind", "start", "on", "due"),
    [
        ("objection-to-panel", "hearing", NOTICE, date(2026, 3, 12), date(2026, 3, 17)),  # over a weekend
        ("objection-to-panel", "hearing", NOTICE, date(2025, 12, 23), date(2025, 12, 30)),  # over Christmas
        ("response-to-papers", "hearing", PAPERS, date(2026, 3, 20), date(2026, 4, 14)),  # over Easter
        ("response-to-papers", "meeting", PAPERS, date(2026, 4, 24), date(2026, 5, 18)),  # early May
        ("witness-lists", "hearing", "proceedings_response", date(2026, 8, 27), date(2026, 9, 2)),  # late August
        ("bundle-to-chair", "hearing", "witness_lists_exchanged", date(2025, 12, 19), date(2026, 1, 7)),
        ("pre-hearing", "hearing", "bundle_sent", date(2026, 1, 5), date(2026, 1, 26)),
        ("hearing", "hearing", PAPERS, date(2026, 1, 5), date(2026, 5, 29)),  # four bank holidays between
        ("meeting", "meeting", PAPERS, date(2026, 3, 2), date(2026, 3, 30)),
        ("hearing-notice", "hearing", FIXED, date(2026, 4, 8), date(2026, 3, 30)),  # five before, over Easter
        ("panel-report", "hearing", "proceedings_concluded", date(2026, 5, 1), date(2026, 5, 11)),
    ],
)
def test_a_step_is_due_in_working_days(name, kind, start, on, due):
    assert step(name, kind=kind, reached={start: on}).due_on == due


def test_an_accelerated_hearing_has_a_first_and_a_last_day():
    found = step("accelerated-hearing", kind="accelerated", reached={"accelerated_notice_served": date(2026, 3, 27)})
    assert (found.not_before, found.due_on) == (date(2026, 4, 14), date(2026, 4, 21))


@pytest.mark.parametrize(
    ("today", "done", "state"),
    [
        (date(2026, 3, 30), None, State.DUE),
        (date(2026, 3, 31), None, State.LATE),
        (date(2026, 5, 1), date(2026, 3, 30), State.DONE),
        (date(2026, 5, 1), date(2026, 3, 31), State.DONE_LATE),
    ],
)
def test_a_meeting_is_due_late_or_done(today, done, state):
    reached = {PAPERS: date(2026, 3, 2)} | ({"meeting_held": done} if done else {})
    assert step("meeting", kind="meeting", reached=reached, today=today).state is state


def test_a_step_waits_for_what_starts_it():
    assert step("hearing", reached={}).state is State.WAITING


def test_an_accelerated_hearing_can_be_held_too_early():
    reached = {"accelerated_notice_served": date(2026, 3, 2), "accelerated_hearing_held": date(2026, 3, 13)}
    assert step("accelerated-hearing", kind="accelerated", reached=reached).state is State.DONE_EARLY


@pytest.mark.parametrize(("today", "state"), [(date(2026, 3, 17), State.OPEN), (date(2026, 3, 18), State.PASSED)])
def test_the_time_to_object_passes_and_is_never_late(today, state):
    assert step("objection-to-panel", reached={NOTICE: date(2026, 3, 12)}, today=today).state is state


@pytest.mark.parametrize(("today", "state"), [(date(2026, 7, 7), State.OPEN), (date(2026, 7, 8), State.DUE)])
def test_the_report_stays_up_for_28_days_and_is_then_due_to_come_down(today, state):
    assert step("outcome-published", reached={"outcome_published": date(2026, 6, 10)}, today=today).state is state


def test_an_extension_moves_the_last_day_but_never_forward():
    reached, reason = {PAPERS: date(2026, 3, 2)}, "A witness is ill."
    later = {"meeting": Granted(date(2026, 4, 20), "Ada Invented (the chair)", reason)}
    sooner = {"meeting": Granted(date(2026, 3, 10), "Ada Invented (the chair)", reason)}
    assert step("meeting", kind="meeting", reached=reached, granted=later).due_on == date(2026, 4, 20)
    assert step("meeting", kind="meeting", reached=reached, granted=sooner).due_on == date(2026, 3, 30)


def test_days_on_which_the_case_is_suspended_do_not_count():
    pauses = [Pause(date(2026, 3, 9), date(2026, 3, 16))]
    found = step("meeting", kind="meeting", reached={PAPERS: date(2026, 3, 2)}, pauses=pauses)
    assert found.due_on == date(2026, 4, 8)


def test_a_meeting_has_no_pre_hearing_and_no_publication():
    names = {one.line.step for one in timetable(kind="meeting", received_on=RECEIVED, reached={}, today=RECEIVED)}
    assert names.isdisjoint({"pre-hearing", "hearing-notice", "outcome-published", "hearing", "accelerated-hearing"})


def test_what_is_due_first_comes_first():
    reached = {PAPERS: date(2026, 3, 2), FIXED: date(2026, 6, 1)}
    found = needing_attention(timetable(kind="hearing", received_on=RECEIVED, reached=reached, today=date(2026, 3, 3)))
    assert [one.line.step for one in found] == ["hearing-notice", "hearing"]
