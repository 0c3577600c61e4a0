import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cases import workflow
from cases.actions import transitions
from cases.models import Case
from cases.stages import Ending, RecordType, Stage
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import (
    AllegationFactory,
    AllegationSubjectFactory,
    CaseFactory,
    OutcomeFactory,
    UserFactory,
    triage,
)
from tests.factories.closure import ready_to_close
from tests.factories.investigations import ready_to_investigate, reported
from tests.factories.rulings import DecisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(person):
    return person("manager")


def test_a_case_goes_from_received_to_closed_and_back(manager, person):
    case = triage(CaseFactory(investigator=person("investigator")))
    outcome = OutcomeFactory(pair__allegation__case=reported(ready_to_investigate(case)))
    DecisionFactory(pair=outcome.pair, code="neither")
    ready_to_close(case)
    steps = (
        "start_triage",
        "start_assessment",
        "start_investigation",
        "start_report",
        "submit_for_decision",
        "open_review",
        "close",
        "reopen",
    )
    stages = [
        transitions.advance(by=manager, case=case, transition=step, note="All is settled.").stage for step in steps
    ]
    assert stages == ["triage", "assessment", "investigation", "report", "decision", "review", "closed", "triage"]
    actions = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == [
        "case.triage_started",
        "case.assessment_started",
        "case.investigation_started",
        "case.report_started",
        "case.submitted_for_decision",
        "case.review_opened",
        "case.closed",
        "case.reopened",
    ]


def test_close_keeps_the_day_and_the_person_and_reopen_clears_them(manager):
    outcome = OutcomeFactory(pair__allegation__case__stage=Stage.REVIEW)
    case = ready_to_close(outcome.pair.allegation.case)
    closed = transitions.advance(by=manager, case=case, transition="close", note="Settled.", version=1)
    assert (closed.closed_on, closed.closed_by, closed.version) == (timezone.localdate(), manager, 2)
    assert closed.ending == Ending.COMPLETED
    reopened = transitions.advance(by=manager, case=case, transition="reopen", note="New evidence.")
    assert (reopened.closed_on, reopened.closed_by, reopened.ending) == (None, None, "")


@pytest.mark.parametrize(
    ("stage", "step", "words"),
    [
        (Stage.RECEIVED, "close", "This case is at “Received”"),
        (Stage.ASSESSMENT, "start_investigation", "Assign an investigator first. Add at least one allegation first."),
        (Stage.ASSESSMENT, "fly", "next steps shown"),
    ],
)
def test_advance_refuses_a_move_that_is_not_open(manager, stage, step, words):
    case = CaseFactory(stage=stage)
    with pytest.raises(Refused, match=words):
        transitions.advance(by=manager, case=case, transition=step, note="Now.")
    case.refresh_from_db()
    assert (case.stage, case.version, AuditEvent.objects.count()) == (stage, 1, 0)


def test_close_refuses_without_outcomes_and_without_a_note(manager):
    pair = AllegationSubjectFactory(allegation__case__stage=Stage.REVIEW)
    case = pair.allegation.case
    with pytest.raises(Refused, match="Record an outcome for allegation 1"):
        transitions.advance(by=manager, case=case, transition="close", note="Done.")
    OutcomeFactory(pair=pair)
    with pytest.raises(Refused) as refusal:
        transitions.advance(by=manager, case=case, transition="close", note=" ")
    assert refusal.value.field == "note"


def test_advance_needs_the_permission_the_case_in_sight_and_a_fresh_page(person, manager):
    case = CaseFactory()
    scoped = UserFactory(scoped=True)
    for doer, error, version in (
        (person("auditor"), NotAllowed, None),
        (scoped, OutOfScope, None),
        (manager, ChangedMeanwhile, 3),
    ):
        with pytest.raises(error):
            transitions.advance(by=doer, case=case, transition="start_triage", version=version)


def test_available_says_why_not(person):
    AllegationFactory(case=(case := triage(CaseFactory(stage=Stage.ASSESSMENT))))
    moves = {move.transition.name: move.reasons for move in transitions.available(case, person("caseworker"))}
    assert moves == {
        "start_investigation": (
            "Assign an investigator first.",
            "Say who allegation 1 is about. It may be somebody not yet identified.",
            "Approve terms of reference first.",
            "Set a next action, with the person and the day.",
        ),
        "no_further_action": (
            "Your role does not let you do this. Ask a manager.",
            "Say who allegation 1 is about. It may be somebody not yet identified.",
            "Record what is to be learned, or that no learning was identified.",
            "Say how long the case is kept, and why it may be closed.",
        ),
        "merge": ("Your role does not let you do this. Ask a manager.",),
        "suspend": (),
    }


def test_available_offers_what_can_be_done(manager):
    assert [(move.transition.name, move.is_allowed) for move in transitions.available(CaseFactory(), manager)] == [
        ("start_triage", True),
        ("merge", True),
    ]


@pytest.mark.parametrize("name", [move.name for move in workflow.TRANSITIONS if move.page])
def test_a_move_that_needs_more_facts_is_made_by_its_own_action(manager, name):
    move = workflow.transition(name)
    case = CaseFactory(stage=Stage.ASSESSMENT)
    with pytest.raises(Refused, match="Use its page"):
        transitions.advance(by=manager, case=case, transition=name, note="Now.")
    assert move.page.startswith("cases:")


def test_database_refuses_a_move_that_is_not_in_the_table():
    case = CaseFactory()
    with pytest.raises(InternalError, match="transition"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(stage=Stage.DECISION)


@pytest.mark.parametrize(
    ("record_type", "stage", "end", "ending"),
    [
        ("PC-O", Stage.TRIAGE, "close_outside", Ending.HANDLED_OUTSIDE),
        ("PC-O", Stage.INVESTIGATION, "close_outside", Ending.HANDLED_OUTSIDE),
        ("CM", Stage.ASSESSMENT, "no_further_action", Ending.NO_FURTHER_ACTION),
        ("RCM", Stage.DECISION, "no_further_action", Ending.NO_FURTHER_ACTION),
        ("HIST", Stage.RECEIVED, "close_other_process", Ending.COMPLETED),
        ("VET", Stage.DECISION, "close_other_process", Ending.COMPLETED),
    ],
)
def test_short_ends_are_for_the_records_they_concern(manager, record_type, stage, end, ending):
    outcome = OutcomeFactory(pair__allegation__case__stage=stage, pair__allegation__case__record_type=record_type)
    case = ready_to_close(triage(outcome.pair.allegation.case))
    moves = [move.transition for move in transitions.available(case, manager)]
    ends = [move.name for move in moves if move.ending and not move.page]
    assert ends == [end]
    assert transitions.advance(by=manager, case=case, transition=end, note="Settled.").ending == ending


def test_a_complaint_inside_schedule_3_ends_only_after_the_time_for_a_review(manager):
    case = CaseFactory(record_type="PC-S", stage=Stage.DECISION)
    moves = [move.transition for move in transitions.available(case, manager)]
    assert [move.name for move in moves if move.ending] == ["withdraw", "merge"]
    with pytest.raises(Refused):
        transitions.advance(by=manager, case=case, transition="no_further_action", note="Nothing in it.")


def test_only_a_complaint_inside_schedule_3_is_decided_without_an_investigation(manager):
    def offered(record_type):
        case = CaseFactory(record_type=record_type, stage=Stage.ASSESSMENT)
        return "decide_without_investigation" in [one.transition.name for one in transitions.available(case, manager)]

    assert [kind for kind in RecordType if offered(kind)] == [RecordType.COMPLAINT_INSIDE]
