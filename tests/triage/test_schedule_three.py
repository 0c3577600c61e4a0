from datetime import date

import pytest

from cases.clocks.kinds import MilestoneKind
from cases.models import Case
from cases.triage.actions import schedule_three
from cases.triage.models import ScheduleThreeDecision
from cases.triage.questions import schedule_3_triggers
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, Refused
from tests.factories import CaseFactory, ReferralFactory
from tests.triage.conftest import DAY, triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint():
    return CaseFactory(record_type="PC-O")


def decide(by, case, *yes, is_inside=True, **fields):
    known = {"answers": triggers(*yes), "is_inside": is_inside, "reasons": "As asked.", "decided_on": DAY}
    return schedule_three.decide(by=by, case=case, **(known | fields))


@pytest.mark.parametrize("trigger", [one.code for one in schedule_3_triggers(DAY)])
def test_any_yes_forces_inside_and_says_why(manager, complaint, trigger):
    because = next(one.because for one in schedule_3_triggers(DAY) if one.code == trigger)
    with pytest.raises(Refused, match=f"must be handled inside Schedule 3, because {because}") as refusal:
        decide(manager, complaint, trigger, is_inside=False)
    assert refusal.value.field == "is_inside"
    decision = decide(manager, complaint, trigger)
    assert (decision.reason_code, decision.triggers) == (trigger, [trigger])


def test_the_weightiest_yes_is_the_reason_that_is_counted(manager, complaint):
    assert decide(manager, complaint, "complainant-wishes", "article-2-or-3").reason_code == "article-2-or-3"


def test_nothing_but_no_cannot_be_inside(manager, complaint):
    with pytest.raises(Refused, match="Answer yes to at least one question"):
        decide(manager, complaint)
    assert decide(manager, complaint, is_inside=False).reason_code == ""


def test_every_question_must_be_answered(manager, complaint):
    with pytest.raises(Refused, match="Answer the question") as refusal:
        decide(manager, complaint, answers=triggers() | {"chief-officer": None})
    assert refusal.value.field == "chief-officer"


def test_deciding_changes_the_kind_of_record_and_keeps_what_it_was(manager, complaint):
    decide(manager, complaint, "complainant-wishes", authority="Appropriate authority")
    case = Case.objects.get()
    assert case.record_type == "PC-S"
    change = case.record_type_changes.get()
    assert (change.from_type, change.to_type, change.changed_on, change.changed_by) == ("PC-O", "PC-S", DAY, manager)
    assert case.milestones.standing().get(kind=MilestoneKind.RECORDED).reached_on == DAY


def test_a_reversal_is_a_new_decision_and_the_old_one_stays(manager, complaint):
    first = decide(manager, complaint, "complainant-wishes")
    second = decide(manager, complaint, is_inside=False, reasons="They changed their mind.")
    first.refresh_from_db()
    assert (second.supersedes, first.superseded_at is not None) == (first, True)
    case = Case.objects.get()
    assert (case.record_type, case.schedule_3_decisions.count(), case.record_type_changes.count()) == ("PC-O", 2, 2)
    assert not case.milestones.standing().filter(kind=MilestoneKind.RECORDED).exists()
    assert AuditEvent.objects.latest("id").before == {"value": "Inside Schedule 3"}


def test_deciding_inside_again_keeps_the_day_it_was_recorded(manager, complaint):
    decide(manager, complaint, "complainant-wishes")
    decide(manager, complaint, "article-2-or-3", decided_on=date(2026, 3, 9))
    assert [one.reached_on for one in complaint.milestones.standing().filter(kind=MilestoneKind.RECORDED)] == [DAY]


def test_a_complaint_that_must_be_referred_says_so(manager, complaint):
    ReferralFactory(case=complaint)
    with pytest.raises(Refused, match="must be referred to the IOPC: answer yes"):
        decide(manager, complaint, "complainant-wishes")
    assert decide(manager, complaint, "mandatory-referral").is_inside


def test_only_complaints_are_decided_on(manager):
    with pytest.raises(Refused, match="Only a complaint"):
        decide(manager, CaseFactory(), "complainant-wishes")


@pytest.mark.parametrize(
    "fields", [{"reasons": " "}, {"decided_on": date(2999, 1, 1)}, {"decided_on": date(2026, 1, 1)}]
)
def test_reasons_and_a_possible_date_are_needed(manager, complaint, fields):
    with pytest.raises(Refused):
        decide(manager, complaint, "complainant-wishes", **fields)
    assert not ScheduleThreeDecision.objects.exists()


def test_an_auditor_may_not_and_a_stale_page_is_told(person, manager, complaint):
    with pytest.raises(NotAllowed):
        decide(person("auditor"), complaint, "complainant-wishes")
    with pytest.raises(ChangedMeanwhile):
        decide(manager, complaint, "complainant-wishes", version=7)
