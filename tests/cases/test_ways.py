import pytest

from cases.actions import transitions
from cases.stages import RecordType, Stage
from cases.ways import way_to
from tests.factories import AllegationSubjectFactory, CaseFactory
from tests.factories.rulings import DecisionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("record_type", "stage", "to", "way"),
    [
        ("CM", "triage", "report", "Next on the way there: “Start assessment”."),
        ("CM", "referred", "report", "Next on the way there: “Start assessment”."),
        ("CM", "investigation", "proceedings", "Next on the way there: “Start the report”."),
        (
            "PC-S",
            "assessment",
            "decision",
            "Next on the way there: “Start investigation” or “Decide without an investigation”.",
        ),
        ("CM", "decision", "report", "It goes back there by “Return to investigation”."),
        ("CM", "proceedings", "decision", "It goes back there by “Withdraw the proceedings”."),
        ("CM", "proceedings", "report", "It goes back there by “Withdraw the proceedings”."),
        ("CM", "review", "decision", "It goes back there only once it is closed and opened again."),
    ],
)
def test_the_next_move_on_the_way_is_named(record_type, stage, to, way):
    case = CaseFactory(record_type=record_type, stage=stage)
    assert way_to(case, {Stage(to)}) == f"This case is at “{Stage(stage).label}”. {way}"


def test_a_complaint_outside_schedule_3_never_comes_to_proceedings():
    case = CaseFactory(record_type=RecordType.COMPLAINT_OUTSIDE, stage=Stage.TRIAGE)
    assert "Decide on Schedule 3 again first." in way_to(case, {Stage.PROCEEDINGS})


def test_of_several_stages_the_next_one_ahead_is_the_aim():
    case = CaseFactory(stage=Stage.DECISION)
    assert way_to(case, {Stage.PROCEEDINGS, Stage.REVIEW}).endswith("Next on the way there: “Refer to proceedings”.")
    assert way_to(case, {Stage.ASSESSMENT, Stage.INVESTIGATION}).endswith("by “Return to investigation”.")


def test_what_was_sent_to_a_hearing_goes_there_before_its_appeal(person):
    pair = AllegationSubjectFactory(allegation__case__stage=Stage.DECISION)
    case, manager = pair.allegation.case, person("manager")
    assert "open_review" in offered(case, manager)
    DecisionFactory(pair=pair)
    DecisionFactory(pair=pair, kind="forum", code="hearing")
    assert "open_review" not in offered(case, manager)
    assert "refer_to_proceedings" in offered(case, manager)


def offered(case, user):
    return {move.transition.name for move in transitions.available(case, user)}
