"""What letters take from the records of proceedings, interviews, suspensions and rulings."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import timezone

from cases.models import Code, SeverityAssessment
from cases.notices import catalogue, facts, recorded
from tests.factories import DelayReportFactory, PeriodFactory, UserFactory
from tests.factories.investigations import InterviewFactory
from tests.factories.notices import subject_with_severity
from tests.factories.proceedings import PanelMemberFactory, ProceedingPairFactory, SittingFactory
from tests.factories.rulings import DecisionFactory, reasoning

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject():
    return subject_with_severity(code="gross-misconduct")


def offered(subject, letter):
    known = facts.read(case=subject.case, subject=subject, by=UserFactory(), today=timezone.localdate())
    return facts.offered(known, catalogue.template(letter))


@pytest.fixture
def hearing(subject):
    proceeding = ProceedingPairFactory(proceeding__case=subject.case, pair=subject.pairs.get()).proceeding
    for capacity, name in (("chair", "Ada Chair"), ("independent_member", "Bo Member"), ("police_member", "Cy Super")):
        PanelMemberFactory(proceeding=proceeding, capacity=capacity, name=name)
    SittingFactory(proceeding=proceeding, sits_on=date(2027, 6, 1), sits_at=time(10), place="Council Chamber")
    return proceeding


def test_a_letter_on_the_hearing_names_its_day_and_its_panel(subject, hearing):
    found = offered(subject, "hearing-date")
    assert (found["event_on"], found["event_at"], found["event_place"]) == ("2027-06-01", "10:00", "Council Chamber")
    assert (found["chair"], found["panel"]) == ("Ada Chair", "Bo Member; Cy Super")
    assert "adviser" not in found  # this letter does not ask for one


def test_the_referral_names_the_forum_and_that_there_is_no_adviser(subject, hearing):
    found = offered(subject, "referral-to-proceedings")
    assert (found["forum"], found["adviser"]) == ("Misconduct hearing", "none")


def test_a_sitting_is_not_taken_for_the_day_of_an_interview(subject, hearing):
    assert "event_on" not in offered(subject, "interview")
    InterviewFactory(
        case=subject.case, subject=subject, proposed_for=datetime(2027, 7, 2, 9, 30, tzinfo=UTC), place="Room 2"
    )
    found = offered(subject, "interview")
    assert (found["event_on"], found["event_at"], found["event_place"]) == ("2027-07-02", "10:30", "Room 2")


def test_a_letter_on_a_suspension_says_what_was_recorded(subject):
    PeriodFactory(suspension=True, subject=subject, told_on=date(2026, 3, 2))
    found = offered(subject, "suspension-imposed")
    assert (found["suspended_from"], found["told_orally_on"]) == ("2026-03-02", "2026-03-02")
    assert found["review_on"] == "2026-03-30"
    assert found["redeployment_reasons"] == "No post without access to the same systems."
    assert found["suspension_ground"].startswith("The effective investigation")
    assert found["authorised_by"].endswith("Nicola Sample")


@pytest.mark.parametrize("letter", ["delay-report-lpb", "delay-officer"])
def test_a_delay_report_is_written_once_and_its_letters_repeat_it(subject, letter):
    said = {"progress": "Two statements are taken.", "reason_for_length": "Phones.", "planned_steps": "Interviews."}
    DelayReportFactory(case=subject.case, expected_end_on=date(2026, 8, 1), **said)
    found = offered(subject, letter)
    assert (found["progress"], found["reasons"], found["planned_steps"]) == tuple(said.values())
    assert (found["known_on"], found["estimated_end_on"]) == ("2025-04-05", "2026-08-01")
    assert found.get("report_number", "First report, at 12 months") == "First report, at 12 months"


def test_what_somebody_has_undergone_in_the_case_is_known(subject, hearing):
    assert recorded.undergone(subject.case, subject) == {"proceedings", "hearing"}
    PeriodFactory(suspension=True, subject=subject)
    assert "suspension" in recorded.undergone(subject.case, subject)


def test_the_likely_forum_is_that_of_the_severity_until_another_is_decided_on(subject):
    pair = subject.pairs.get()
    assert offered(subject, "investigation")["likely_forum"] == "Misconduct hearing"
    given = reasoning("gross-misconduct")
    accelerated = Code.objects.get(code_list="forum", code="accelerated-hearing")
    words = {name: getattr(given, name) for name in ("culpability", "harm", "aggravating", "mitigating")}
    severity = pair.decisions.get(kind="severity")
    SeverityAssessment.objects.create(decision=severity, likely_forum=accelerated, **words)
    assert offered(subject, "investigation")["likely_forum"] == "Accelerated misconduct hearing"
    DecisionFactory(pair=pair, kind="forum", code="meeting")
    assert offered(subject, "investigation")["likely_forum"] == "Misconduct meeting"


def test_without_such_records_nothing_is_offered(subject):
    found = offered(subject, "hearing-date")
    assert found.keys().isdisjoint({"event_on", "chair", "panel"})
