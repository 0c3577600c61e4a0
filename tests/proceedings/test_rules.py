"""Who sits, who may appeal until when, and how far proceedings have got. No database."""

from datetime import date
from types import SimpleNamespace

import pytest

from cases.proceedings.appeal_windows import WindowState, rights, window
from cases.proceedings.panels import missing, needs_delegation, objection_to, seats
from cases.proceedings.progress import Progress, Standing, progress

BEFORE, AFTER = date(2024, 5, 6), date(2024, 5, 7)


def seat(capacity, *, kind="hearing", is_senior=False, on=AFTER):
    return next((one for one in seats(kind, is_senior=is_senior, on=on) if one.capacity == capacity), None)


def sitter(**changes):
    given = {
        "capacity": "chair",
        "standing": "chief_officer",
        "appointed_by": "chief_officer",
        "is_from_this_force": True,
        "delegated_on": None,
    }
    return SimpleNamespace(**(given | changes))


def test_until_7_may_2024_a_hearing_is_chaired_by_a_lawyer():
    assert seat("chair", on=BEFORE).standings == ("legally_qualified",)
    assert seat("adviser", on=BEFORE) is None


def test_from_7_may_2024_a_chief_officer_chairs_with_two_independent_members_and_an_adviser():
    found = {str(one.capacity): one.at_least for one in seats("hearing", is_senior=False, on=AFTER)}
    assert found == {"chair": 1, "independent_member": 2, "adviser": 1}
    assert "chief_officer" in seat("chair").standings


def test_a_panel_says_what_it_still_needs():
    found = seats("hearing", is_senior=False, on=AFTER)
    assert missing(found, []) == ["1 chair", "2 independent panel members", "1 legally qualified adviser"]
    assert missing(found, [sitter(), sitter(capacity="adviser")]) == ["2 independent panel members"]


@pytest.mark.parametrize(
    ("capacity", "changes", "held", "field"),
    [
        ("chair", {}, 0, None),
        ("chair", {}, 1, "capacity"),
        ("police_member", {}, 0, "capacity"),
        ("chair", {"standing": "independent"}, 0, "standing"),
        ("chair", {"appointed_by": "home_office"}, 0, "appointed_by"),
    ],
)
def test_a_seat_takes_only_whom_the_law_lets_sit(capacity, changes, held, field):
    objection = objection_to(seat(capacity), sitter(capacity=capacity, **changes), held=held)
    assert (objection and objection[0]) == field


def test_proceedings_against_a_senior_officer_are_chaired_from_outside():
    chair = seat("chair", is_senior=True)
    inside = sitter(appointed_by="local_policing_body")
    assert objection_to(chair, inside, held=0)[0] == "is_from_this_force"
    inside.is_from_this_force = False
    assert objection_to(chair, inside, held=0) is None


@pytest.mark.parametrize(
    ("standing", "needed"), [("chief_officer", False), ("senior_officer", True), ("former_senior_officer", True)]
)
def test_whoever_is_not_the_chief_officer_chairs_as_a_delegate(standing, needed):
    assert needs_delegation(seat("chair"), standing) is needed


def test_the_right_of_others_to_appeal_waits_for_its_commencement():
    assert [one.appellant for one in rights("hearing", date(2026, 6, 1))] == ["officer"]


@pytest.mark.parametrize(
    ("kind", "told", "appeals", "today", "state", "until"),
    [
        ("hearing", None, [], date(2026, 4, 1), WindowState.NOT_OPEN, None),
        ("hearing", date(2026, 3, 27), [], date(2026, 4, 14), WindowState.OPEN, date(2026, 4, 14)),
        ("hearing", date(2026, 3, 27), [], date(2026, 4, 15), WindowState.EXPIRED, date(2026, 4, 14)),
        ("meeting", date(2026, 3, 27), [], date(2026, 4, 9), WindowState.OPEN, date(2026, 4, 9)),
        ("hearing", date(2026, 3, 27), [None], date(2026, 5, 1), WindowState.LODGED, None),
        ("hearing", date(2026, 3, 27), [date(2026, 5, 1)], date(2026, 5, 2), WindowState.DETERMINED, date(2026, 4, 14)),
    ],
)
def test_the_time_to_appeal_over_easter(kind, told, appeals, today, state, until):
    found = window(kind=kind, told_on=told, appeals=appeals, today=today)
    assert (found.state, found.until) == (state, until)


@pytest.mark.parametrize(
    ("reached", "standing", "found"),
    [
        ((), None, Progress.ARRANGED),
        (("proceedings_notice_served",), None, Progress.NOTICE_SERVED),
        (("accelerated_notice_served",), None, Progress.NOTICE_SERVED),
        (("papers_served", "hearing_fixed"), None, Progress.LISTED),
        (("hearing_started",), Standing(is_adjourned=True), Progress.ADJOURNED),
        (("hearing_started",), None, Progress.STARTED),
        (("proceedings_concluded", "hearing_started"), Standing(is_adjourned=True), Progress.CONCLUDED),
        (("panel_reported",), None, Progress.REPORTED),
        (("outcome_published",), None, Progress.PUBLISHED),
        (("outcome_published",), Standing(has_open_appeal=True), Progress.APPEALED),
        (("outcome_published",), Standing(has_decided_appeal=True), Progress.APPEAL_DECIDED),
        (("papers_served",), Standing(is_stopped=True), Progress.STOPPED),
    ],
)
def test_progress_is_worked_out_from_what_has_happened(reached, standing, found):
    assert progress(reached, standing) is found
