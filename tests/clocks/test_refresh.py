from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.clocks.actions import milestones
from cases.clocks.actions.refresh import refresh, refresh_cases, refresh_stale
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Clock, ClockExtension, ClockRefresh
from tests.constraints import assert_refused
from tests.factories import CaseFactory, ClockFactory, MilestoneFactory, SubjectFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
NEXT_DAY = date(2026, 3, 21)


def reach(case, kind, on, **fields):
    return milestones.reached(case=case, kind=kind, on=on, by=UserFactory(), **fields)


def one(case, slug):
    return case.clocks.standing().get(definition=slug)


def test_a_milestone_starts_its_clock_and_another_stops_it():
    case = CaseFactory()
    started = reach(case, MilestoneKind.REFERRAL_CRITERIA_MET, date(2026, 3, 4))
    clock = one(case, "mandatory-referral")
    assert (clock.started_by, clock.due_on, clock.satisfied_on) == (started, date(2026, 3, 5), None)
    answered = reach(case, MilestoneKind.REFERRED, date(2026, 3, 5))
    clock = one(case, "mandatory-referral")
    assert (clock.satisfied_on, clock.satisfied_by, clock.is_breach) == (date(2026, 3, 5), answered, False)


def test_refreshed_again_nothing_changes():
    case = CaseFactory()
    reach(case, MilestoneKind.REFERRAL_CRITERIA_MET, date(2026, 3, 4))
    reach(case, MilestoneKind.AUTHORITY_AWARE, date(2024, 3, 4))
    before = list(Clock.objects.order_by("pk").values())
    refresh(case=case)
    assert list(Clock.objects.order_by("pk").values()) == before


def test_a_start_that_is_taken_back_takes_its_clock_with_it_and_brings_it_back():
    subject = SubjectFactory()
    notice = {"kind": MilestoneKind.NOTICE_SERVED, "about": subject, "source": subject}
    reach(subject.case, on=date(2026, 3, 4), **notice)
    held = one(subject.case, "statement-and-documents")
    milestones.undone(source=subject)
    assert not subject.case.clocks.standing().filter(definition="statement-and-documents").exists()
    reach(subject.case, on=date(2026, 3, 4), **notice)
    assert one(subject.case, "statement-and-documents") == held


def test_an_answer_that_is_taken_back_lets_the_clock_run_on():
    subject = SubjectFactory()
    reach(subject.case, MilestoneKind.NOTICE_SERVED, date(2026, 3, 4), about=subject)
    reach(subject.case, MilestoneKind.RESPONSE_RECEIVED, date(2026, 3, 9), about=subject, source=subject)
    milestones.undone(source=subject)
    assert one(subject.case, "statement-and-documents").satisfied_on is None


def test_a_case_that_changes_its_kind_changes_its_clocks():
    case = CaseFactory()
    reach(case, MilestoneKind.RECEIVED, date(2026, 3, 2))
    assert one(case, "delay-report")
    case.record_type = "RCM"
    case.save()
    refresh(case=case)
    assert [clock.definition for clock in case.clocks.standing()] == ["delay-report-schedule-3"]


def test_a_case_received_under_an_earlier_law_has_no_clock_of_a_later_one():
    case = CaseFactory(received_on=date(2007, 1, 1))
    reach(case, MilestoneKind.REFERRAL_CRITERIA_MET, date(2026, 3, 4))
    assert not case.clocks.exists()


def test_an_extension_moves_the_last_day():
    clock = ClockFactory(
        definition="response-to-papers",
        about="x.y:1",
        started_by__kind=MilestoneKind.PAPERS_SERVED,
        started_by__about="x.y:1",
    )
    ClockExtension.objects.create(
        clock=clock,
        until=date(2026, 4, 1),
        granted_on=date(2026, 3, 9),
        granted_by="The chair",
        reason="Illness",
        recorded_by=UserFactory(),
    )
    refresh(case=clock.case)
    clock.refresh_from_db()
    assert (clock.original_due_on, clock.due_on, clock.extended_to) == (
        date(2026, 3, 25),
        date(2026, 4, 1),
        date(2026, 4, 1),
    )


def test_refresh_stale_takes_up_what_was_not_looked_at_today_and_nothing_else():
    running = [CaseFactory() for _ in range(3)]
    for case in running:
        reach(case, MilestoneKind.AUTHORITY_AWARE, date(2025, 3, 21))
    finished = CaseFactory()
    reach(finished, MilestoneKind.REFERRAL_CRITERIA_MET, date(2026, 3, 4))
    reach(finished, MilestoneKind.REFERRED, date(2026, 3, 4))
    assert refresh_stale(today=date(2026, 3, 20)) == 0
    assert refresh_stale(today=NEXT_DAY, limit=2) == 2
    assert refresh_stale(today=NEXT_DAY, limit=2) == 1
    assert refresh_stale(today=NEXT_DAY) == 0
    assert ClockRefresh.objects.filter(refreshed_on=NEXT_DAY).count() == 3


def test_the_next_delay_report_appears_when_the_day_of_the_last_has_passed():
    case = CaseFactory()
    reach(case, MilestoneKind.AUTHORITY_AWARE, date(2025, 3, 20))
    refresh_cases([case.pk], today=date(2026, 3, 20))
    assert [clock.due_on for clock in case.clocks.all()] == [date(2026, 3, 20)]
    refresh_cases([case.pk], today=NEXT_DAY)
    assert [clock.due_on for clock in case.clocks.all()] == [date(2026, 3, 20), date(2026, 9, 20)]


def test_a_case_with_200_milestones_costs_as_many_queries_as_one_with_two(django_assert_num_queries):
    case = CaseFactory()
    reach(case, MilestoneKind.SUSPENSION_STARTED, date(2026, 3, 4), about=case)
    with CaptureQueriesContext(connection) as few:
        refresh(case=case)
    for n in range(198):
        MilestoneFactory(
            case=case,
            kind=MilestoneKind.SUSPENSION_REVIEWED,
            about=f"cases.case:{case.pk}",
            source=f"x:{n}",
            reached_on=date(2010, 1, 1) + timedelta(days=28 * n),
        )
    refresh(case=case)
    with django_assert_num_queries(len(few)):
        refresh(case=case)


def test_clock_once_for_its_start():
    held = ClockFactory()
    assert_refused(
        lambda: Clock(
            case=held.case,
            definition=held.definition,
            started_on=held.started_on,
            started_by=held.started_by,
        ),
        "clock_once_for_its_start",
        "This deadline already runs from this day.",
    )


def test_clock_satisfied_on_and_by():
    assert_refused(
        lambda: ClockFactory.build(
            case=CaseFactory(), started_by=MilestoneFactory(), satisfied_on=date(2026, 3, 5), satisfied_by=None
        ),
        "clock_satisfied_on_and_by",
        "A deadline that was met needs the day and what met it.",
    )


def test_clock_breach_reason_and_by():
    assert_refused(
        lambda: ClockFactory.build(case=CaseFactory(), started_by=MilestoneFactory(), breach_reason="Busy"),
        "clock_breach_reason_and_by",
        "A reason for a missed deadline needs its writer and its time.",
    )


def test_clock_extension_says_who_and_why():
    assert_refused(
        lambda: ClockExtension(
            clock=ClockFactory(),
            until=date(2026, 4, 1),
            granted_on=date(2026, 3, 1),
            granted_by="",
            reason="Why",
            recorded_by=UserFactory(),
        ),
        "clock_extension_says_who_and_why",
        "Enter who granted the extension, and why.",
    )
