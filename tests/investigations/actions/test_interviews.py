from datetime import UTC, date, datetime

import pytest

from cases.clocks.kinds import MilestoneKind
from cases.investigations.actions import interviews
from cases.investigations.models import Interview
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, Refused
from tests.factories import CaseFactory, SubjectFactory
from tests.factories.investigations import DocumentFactory, InterviewFactory

pytestmark = pytest.mark.django_db
ASKED, HELD = date(2026, 3, 4), date(2026, 3, 11)
MOMENT = datetime(2026, 3, 11, 10, tzinfo=UTC)  # a Wednesday


@pytest.fixture
def subject():
    return SubjectFactory()


def reached(case, kind):
    return [(one.about, one.reached_on) for one in case.milestones.standing().filter(kind=kind)]


def test_an_interview_is_proposed_and_held_and_the_clocks_are_told(person, subject):
    case, doer = subject.case, person()
    interview = interviews.propose(by=doer, case=case, subject=subject, proposed_on=ASKED, proposed_for=MOMENT)
    about = f"cases.subject:{subject.pk}"
    assert reached(case, MilestoneKind.INTERVIEW_PROPOSED) == [(about, HELD)]
    assert case.clocks.get(definition="interview-alternative").due_on == date(2026, 3, 18)
    interviews.end(by=doer, case=case, interview=interview, attendance="held", ended_on=HELD, friend="R. Exampleton")
    assert reached(case, MilestoneKind.INTERVIEW_HELD) == [(about, HELD)]
    with pytest.raises(Refused, match="already recorded"):
        interviews.end(by=doer, case=case, interview=interview, attendance="held", ended_on=HELD)


def test_two_interviews_of_a_subject_on_one_day_run_one_deadline(person, subject):
    case, doer = subject.case, person()
    for hour in (10, 14):
        proposed = {"proposed_on": ASKED, "proposed_for": MOMENT.replace(hour=hour)}
        interviews.propose(by=doer, case=case, subject=subject, **proposed)
    assert case.clocks.get(definition="interview-alternative").due_on == date(2026, 3, 18)


def test_an_interview_that_was_missed_needs_why_and_is_not_held(person):
    interview = InterviewFactory()
    facts = {"by": person(), "case": interview.case, "interview": interview, "ended_on": HELD}
    with pytest.raises(Refused, match="why it was not held"):
        interviews.end(**facts, attendance=Interview.Attendance.NOT_ATTENDED)
    interviews.end(**facts, attendance=Interview.Attendance.NOT_ATTENDED, notes="Did not come, gave no reason.")
    assert reached(interview.case, MilestoneKind.INTERVIEW_HELD) == []


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [
        (date(2026, 3, 11), True),
        (date(2026, 3, 18), True),
        (date(2026, 3, 19), False),
        (date(2026, 3, 10), False),
    ],
)
def test_another_time_is_within_five_working_days_after_the_day_proposed(person, day, is_taken):
    interview = InterviewFactory(proposed_for=MOMENT)
    facts = {
        "by": person(),
        "case": interview.case,
        "interview": interview,
        "offered_on": date(2026, 3, 6),
        "alternative_for": datetime(day.year, day.month, day.day, 15, tzinfo=UTC),
    }
    if is_taken:
        assert interviews.offer_alternative(**facts).alternative_offered_on == date(2026, 3, 6)
        return
    with pytest.raises(Refused, match="The other time must be from 11 March 2026 to 18 March 2026") as refusal:
        interviews.offer_alternative(**facts)
    assert refusal.value.field == "alternative_on"


def test_a_response_is_received_as_a_document_or_in_words(person, subject):
    facts = {"by": person(), "case": subject.case, "subject": subject, "kind": "statement", "received_on": HELD}
    with pytest.raises(Refused, match="what it says"):
        interviews.receive_response(**facts)
    with pytest.raises(Refused, match="document of this case"):
        interviews.receive_response(**facts, document=DocumentFactory())
    interviews.receive_response(**facts, document=DocumentFactory(case=subject.case))
    assert reached(subject.case, MilestoneKind.RESPONSE_RECEIVED) == [(f"cases.subject:{subject.pk}", HELD)]


def test_a_subject_of_another_case_and_a_day_out_of_order_are_refused(person, subject):
    facts = {"by": person(), "proposed_on": ASKED, "proposed_for": MOMENT}
    with pytest.raises(Refused, match="subject of this case"):
        interviews.propose(**facts, case=CaseFactory(), subject=subject)
    early = datetime(2026, 3, 3, 10, tzinfo=UTC)
    with pytest.raises(Refused, match="on or after the day"):
        interviews.propose(**{**facts, "proposed_for": early}, case=subject.case, subject=subject)


def test_interviews_need_the_permission_and_a_fresh_page(person, subject):
    facts = {"case": subject.case, "subject": subject, "proposed_on": ASKED, "proposed_for": MOMENT}
    with pytest.raises(NotAllowed):
        interviews.propose(by=person("auditor"), **facts)
    with pytest.raises(ChangedMeanwhile):
        interviews.propose(by=person(), **facts, version=8)
