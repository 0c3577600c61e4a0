"""From milestones to clocks, without a database."""

from datetime import date

import pytest

from cases.clocks.definitions import Nature, definitions
from cases.clocks.derivation import clocks_of, pauses_of
from cases.clocks.states import Fact, Granted, Status

RECEIVED = date(2026, 1, 5)
TODAY = date(2026, 6, 1)


def facts(*rows):
    """Facts as (kind, ISO day) or (kind, ISO day, about)."""
    return [
        Fact(id=n, kind=row[0], on=date.fromisoformat(row[1]), about=row[2] if len(row) > 2 else "")
        for n, row in enumerate(rows, 1)
    ]


def run(slug, *rows, today=TODAY, granted=(), sort=""):
    rules = [one for one in definitions() if one.slug == slug]
    found = [Fact(one.id, one.kind, one.on, one.about, sort) for one in facts(*rows)]
    return clocks_of(found, pauses_of(found), granted, rules, today)


def statuses(states, today=TODAY):
    return [(state.started_on.isoformat(), str(state.status(today))) for state in states]


NOTICE = ("notice_served", "2026-03-04", "s:1")  # the last day is 18 March


@pytest.mark.parametrize(
    ("rows", "today", "status"),
    [
        ([], date(2026, 3, 18), Status.RUNNING),
        ([], date(2026, 3, 19), Status.LAPSED),
        ([("response_received", "2026-03-18", "s:1")], TODAY, Status.DONE),
        ([("response_received", "2026-03-18", "s:2")], date(2026, 3, 18), Status.RUNNING),
        ([("closed", "2026-03-10")], TODAY, Status.ENDED),
        ([("suspended", "2026-03-10")], TODAY, Status.PAUSED),
    ],
)
def test_a_window_of_somebody_else_lapses_and_is_no_breach(rows, today, status):
    [state] = run("statement-and-documents", NOTICE, *rows, today=today)
    assert state.status(today) == status
    assert not state.status(today).is_breach


@pytest.mark.parametrize(
    ("rows", "today", "status"),
    [
        ([], date(2026, 3, 9), Status.RUNNING),
        ([], date(2026, 3, 10), Status.BREACHED),
        ([("suspension_confirmed", "2026-03-09", "p:1")], TODAY, Status.DONE),
        ([("suspension_confirmed", "2026-03-10", "p:1")], TODAY, Status.LATE),
        ([("suspension_ended", "2026-03-09", "p:1")], TODAY, Status.ENDED),
        ([("suspension_ended", "2026-03-10", "p:1")], TODAY, Status.MISSED),
    ],
)
def test_a_duty_is_breached_on_the_day_after_its_last(rows, today, status):
    [state] = run("suspension-in-writing", ("suspension_told", "2026-03-04", "p:1"), *rows, today=today)
    assert state.status(today) == status
    assert state.status(today).is_breach is (status in {Status.BREACHED, Status.LATE, Status.MISSED})


def test_an_update_starts_the_next_four_weeks_from_itself():
    states = run(
        "progress-update",
        ("handling_started", "2026-01-05", "c:1"),
        ("update_given", "2026-02-02", "c:1"),  # the last day
        ("update_given", "2026-03-10", "c:1"),  # late: due 2 March
    )
    assert statuses(states) == [("2026-01-05", "done"), ("2026-02-02", "late"), ("2026-03-10", "breached")]
    assert states[-1].due_on == date(2026, 4, 7)
    assert states[0].satisfied_by == 2


def test_updates_are_counted_for_each_person_and_end_for_each():
    states = run(
        "progress-update",
        ("handling_started", "2026-05-11", "c:1"),
        ("handling_started", "2026-05-18", "c:2"),
        ("updates_ended", "2026-05-20", "c:1"),
    )
    assert [(state.about, str(state.status(TODAY))) for state in states] == [("c:1", "ended"), ("c:2", "running")]


def test_a_reopened_case_starts_the_updates_anew_for_everybody():
    states = run(
        "progress-update",
        ("handling_started", "2026-01-05", "c:1"),
        ("closed", "2026-01-20"),
        ("reopened", "2026-05-20"),
    )
    assert statuses(states) == [("2026-01-05", "ended"), ("2026-05-20", "running")]


def test_the_outcome_is_told_to_each_person_kept_informed():
    states = run(
        "tell-outcome",
        ("handling_started", "2026-01-05", "c:1"),
        ("handling_started", "2026-01-05", "c:2"),
        ("outcome_decided", "2026-05-01"),
        ("outcome_told", "2026-05-06", "c:1"),
    )
    assert [(state.about, str(state.status(TODAY))) for state in states] == [("c:1", "done"), ("c:2", "breached")]


def test_suspension_reviews_go_on_until_the_suspension_ends():
    states = run(
        "suspension-review",
        ("suspension_started", "2026-03-02", "p:1"),
        ("suspension_reviewed", "2026-03-30", "p:1"),
        ("suspension_ended", "2026-04-20", "p:1"),
    )
    assert statuses(states) == [("2026-03-02", "done"), ("2026-03-30", "ended")]


def test_delay_reports_keep_to_the_dates_of_the_first_start_whatever_was_sent_when():
    states = run(
        "delay-report",
        ("authority_aware", "2024-08-31"),
        ("delay_reported", "2025-08-10"),  # in the month before: answers the first
        ("delay_reported", "2026-03-05"),  # after 28 February: answers the second, late
        today=TODAY,
    )
    assert [(s.started_on, s.due_on, str(s.status(TODAY))) for s in states] == [
        (date(2024, 8, 31), date(2025, 8, 31), "done"),
        (date(2025, 8, 31), date(2026, 2, 28), "late"),
        (date(2026, 2, 28), date(2026, 8, 31), "running"),
    ]


def test_one_delay_report_answers_every_round_that_is_due():
    states = run("delay-report", ("received", "2024-08-31"), ("delay_reported", "2026-03-05"))
    assert [str(state.status(TODAY)) for state in states] == ["late", "late", "running"]


def test_the_appropriate_authority_knew_when_it_says_so_and_not_when_it_was_received():
    [state] = run("delay-report", ("received", "2025-10-01"), ("authority_aware", "2025-11-12"))
    assert state.due_on == date(2026, 11, 12)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("report_submitted", "2026-01-05")], ["ended"]),  # on the last day
        ([("report_submitted", "2026-01-06")], ["missed", "ended"]),
        ([("closed", "2025-06-01")], ["ended"]),
        ([("closed", "2025-06-01"), ("reopened", "2025-07-01")], ["breached", "running"]),
        ([("closed", "2025-12-01"), ("reopened", "2026-02-01")], ["ended", "running"]),
        ([], ["breached", "running"]),
    ],
)
def test_delay_reports_are_needed_while_the_case_goes_on(rows, expected):
    states = run("delay-report", ("authority_aware", "2025-01-05"), *rows)
    assert [str(state.status(TODAY)) for state in states] == expected


def test_a_pause_is_shown_and_the_time_before_it_is_kept():
    [state] = run(
        "bundle-to-chair",
        ("witness_lists_exchanged", "2026-03-04", "h:1"),
        ("suspended", "2026-03-12"),
        ("resumed", "2026-04-01"),
    )
    assert (state.started_on, state.original_due_on, state.due_on) == (
        date(2026, 3, 4),
        date(2026, 3, 18),
        date(2026, 4, 9),
    )
    assert state.paused_days == 20


def test_a_clock_that_was_breached_before_the_pause_stays_breached():
    [state] = run(
        "bundle-to-chair", ("witness_lists_exchanged", "2026-03-04", "h:1"), ("suspended", "2026-03-19"), today=TODAY
    )
    assert state.status(TODAY) == Status.BREACHED
    assert state.paused_since is None


@pytest.mark.parametrize(
    ("slug", "row"),
    [
        ("bundle-to-chair", ("witness_lists_exchanged", "2026-03-04", "h:1")),
        ("statement-and-documents", ("notice_served", "2026-03-04", "s:1")),
    ],
)
def test_a_paused_clock_is_neither_late_nor_over_before_it_is_worked_out_anew(slug, row):
    [state] = run(slug, row, ("suspended", "2026-03-12"), today=date(2026, 3, 12))
    assert state.due_on < TODAY
    assert state.status(TODAY) == Status.PAUSED


def test_delay_reports_and_updates_do_not_pause():
    [state] = run("progress-update", ("handling_started", "2026-05-11", "c:1"), ("suspended", "2026-05-12"))
    assert (state.paused_days, state.due_on) == (0, date(2026, 6, 8))


def test_an_extension_gives_the_later_day_and_moves_with_a_later_pause():
    served = ("papers_served", "2026-03-04", "h:1")  # the last day is 25 March
    granted = [Granted("response-to-papers", "h:1", date(2026, 3, 4), date(2026, 4, 1), date(2026, 3, 20))]
    [state] = run("response-to-papers", served, granted=granted)
    assert (state.original_due_on, state.due_on) == (date(2026, 3, 25), date(2026, 4, 1))
    [state] = run("response-to-papers", served, ("suspended", "2026-03-30"), ("resumed", "2026-04-20"), granted=granted)
    assert (state.extended_to, state.due_on) == (date(2026, 4, 1), date(2026, 4, 22))


@pytest.mark.parametrize(
    ("held_on", "status"),
    [
        ("2026-03-17", Status.TOO_EARLY),
        ("2026-03-18", Status.DONE),
        ("2026-03-25", Status.DONE),
        ("2026-03-26", Status.LATE),
    ],
)
def test_an_accelerated_hearing_is_neither_too_early_nor_too_late(held_on, status):
    [state] = run(
        "accelerated-hearing",
        ("accelerated_notice_served", "2026-03-04", "h:1"),
        ("accelerated_hearing_held", held_on, "h:1"),
    )
    assert state.status(TODAY) == status


def test_a_notice_served_again_takes_the_place_of_the_earlier():
    states = run(
        "accelerated-hearing",
        ("accelerated_notice_served", "2026-03-04", "h:1"),
        ("accelerated_notice_served", "2026-03-10", "h:1"),
        today=date(2026, 3, 12),
    )
    assert statuses(states, date(2026, 3, 12)) == [("2026-03-04", "ended"), ("2026-03-10", "running")]


@pytest.mark.parametrize(
    ("published", "status"), [("2026-03-09", Status.DONE), ("2026-03-10", Status.LATE), (None, Status.BREACHED)]
)
def test_a_hearing_is_announced_before_the_day_it_is_held(published, status):
    rows = [("hearing_notice_published", published, "h:1")] if published else []
    [state] = run("hearing-notice", *rows, ("hearing_fixed", "2026-03-16", "h:1"))
    assert state.status(TODAY) == status


@pytest.mark.parametrize(
    ("taken_down", "today", "status"),
    [
        (None, date(2026, 3, 31), Status.RUNNING),
        (None, date(2026, 4, 1), Status.LAPSED),
        ("2026-03-31", TODAY, Status.TOO_EARLY),
        ("2026-04-01", TODAY, Status.DONE),
    ],
)
def test_an_outcome_stays_published_for_28_days(taken_down, today, status):
    rows = [("outcome_taken_down", taken_down, "h:1")] if taken_down else []
    [state] = run("outcome-published", ("outcome_published", "2026-03-04", "h:1"), *rows, today=today)
    assert state.status(today) == status


@pytest.mark.parametrize(("sort", "slug"), [("hearing", "hearing"), ("meeting", "meeting")])
def test_papers_start_the_clock_of_their_kind_of_proceedings(sort, slug):
    both = [run(name, ("papers_served", "2026-05-04", "h:1"), sort=sort) for name in ("hearing", "meeting")]
    assert [state.slug for states in both for state in states] == [slug]


def test_what_was_done_before_it_was_due_to_start_answers_it():
    [state] = run("mandatory-referral", ("referred", "2026-03-03"), ("referral_criteria_met", "2026-03-04"))
    assert state.status(TODAY) == Status.DONE


def test_only_the_first_appointment_starts_the_clock_of_the_notice():
    states = run(
        "notice-of-investigation",
        ("investigator_appointed", "2026-03-02", "s:1"),
        ("notice_served", "2026-03-04", "s:1"),
        ("investigator_appointed", "2026-04-02", "s:1"),
    )
    assert statuses(states) == [("2026-03-02", "done")]


def test_every_definition_starts_from_its_milestone_and_can_be_answered():
    for rule in definitions():
        about = "" if rule.about == "case" else "x:1"
        rows = [(rule.for_each, "2026-03-04", about)] if rule.for_each else []
        rows += [(rule.starts[0], "2026-03-04", "" if rule.for_each and rule.starts[0] != rule.for_each else about)]
        rows += [(kind, "2026-03-04", about) for kind in rule.satisfied_by[:1]]
        states = run(rule.slug, *rows, sort=rule.only[0] if rule.only else "")
        assert states, rule.slug
        first = states[0]
        # One that begins anew with its answer runs on from that day.
        is_over = first.satisfied_on or rule.repeats_every or rule.restarts
        assert first.nature in {Nature.ALERT} or is_over, rule.slug
        assert (first.original_due_on is None) is (rule.length is None), rule.slug
