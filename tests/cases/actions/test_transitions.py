import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cases.actions import transitions
from cases.models import Case
from cases.stages import Stage
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.factories import AllegationFactory, AllegationSubjectFactory, CaseFactory, OutcomeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(person):
    return person("manager")


def test_a_case_goes_from_received_to_closed_and_back(manager, person):
    case = CaseFactory(investigator=person("investigator"))
    OutcomeFactory(pair__allegation__case=case)
    steps = ["start_assessment", "start_investigation", "submit_for_decision", "close", "reopen"]
    stages = [
        transitions.advance(by=manager, case=case, transition=step, note="All is settled.").stage for step in steps
    ]
    assert stages == ["assessment", "investigation", "decision", "closed", "assessment"]
    actions = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == [
        "case.assessment_started",
        "case.investigation_started",
        "case.submitted_for_decision",
        "case.closed",
        "case.reopened",
    ]


def test_close_keeps_the_day_and_the_person_and_reopen_clears_them(manager):
    outcome = OutcomeFactory(pair__allegation__case__stage=Stage.DECISION)
    case = outcome.pair.allegation.case
    closed = transitions.advance(by=manager, case=case, transition="close", note="Settled.", version=1)
    assert (closed.closed_on, closed.closed_by, closed.version) == (timezone.localdate(), manager, 2)
    reopened = transitions.advance(by=manager, case=case, transition="reopen", note="New evidence.")
    assert (reopened.closed_on, reopened.closed_by) == (None, None)


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
    pair = AllegationSubjectFactory(allegation__case__stage=Stage.DECISION)
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
            transitions.advance(by=doer, case=case, transition="start_assessment", version=version)


def test_available_says_why_not(person):
    AllegationFactory(case=(case := CaseFactory(stage=Stage.ASSESSMENT)))
    moves = {move.transition.name: move.reasons for move in transitions.available(case, person("caseworker"))}
    assert moves == {
        "start_investigation": (
            "Assign an investigator first.",
            "Say who allegation 1 is about. It may be somebody not yet identified.",
        ),
        "close": (
            "Your role does not let you do this. Ask a manager.",
            "Say who allegation 1 is about. It may be somebody not yet identified.",
        ),
    }


def test_available_offers_what_can_be_done(manager):
    assert [(move.transition.name, move.is_allowed) for move in transitions.available(CaseFactory(), manager)] == [
        ("start_assessment", True)
    ]


def test_database_refuses_a_move_that_is_not_in_the_table():
    case = CaseFactory()
    with pytest.raises(InternalError, match="transition"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(stage=Stage.DECISION)
