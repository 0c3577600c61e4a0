import pytest

from cases.actions.transitions import available
from cases.guards import basics
from cases.stages import Stage
from tests.factories import (
    AllegationFactory,
    AllegationSubjectFactory,
    CaseFactory,
    OutcomeFactory,
    SubjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory()


def test_has_investigator_wants_one(case):
    assert basics.has_investigator(case) == "Assign an investigator first."
    assert basics.has_investigator(CaseFactory(investigator=UserFactory())) is None


def test_has_allegation_wants_one(case):
    assert basics.has_allegation(case) == "Add at least one allegation first."
    AllegationFactory(case=case)
    assert basics.has_allegation(case) is None


def test_every_allegation_has_subject_names_those_without(case):
    assert basics.every_allegation_has_subject(case) is None
    first, second = AllegationFactory(case=case), AllegationFactory(case=case)
    assert basics.every_allegation_has_subject(case).startswith("Say who allegations 1 and 2 are about.")
    AllegationSubjectFactory(allegation=first)
    assert basics.every_allegation_has_subject(case).startswith("Say who allegation 2 is about.")
    AllegationSubjectFactory(allegation=second, subject__unidentified=True)
    assert basics.every_allegation_has_subject(case) is None


def test_every_pair_has_outcome_names_what_lacks_one(case):
    pairs = [AllegationSubjectFactory(allegation__case=case) for _ in range(3)]
    assert basics.every_pair_has_outcome(case) == (
        "Record an outcome for allegations 1, 2 and 3, against every subject."
    )
    for pair in pairs:
        OutcomeFactory(pair=pair)
    assert basics.every_pair_has_outcome(case) is None


def test_every_pair_has_outcome_asks_for_each_subject(case):
    pair = AllegationSubjectFactory(allegation__case=case)
    OutcomeFactory(pair=pair)
    AllegationSubjectFactory(allegation=pair.allegation, subject=SubjectFactory(case=case))
    assert basics.every_pair_has_outcome(case) == "Record an outcome for allegation 1, against every subject."


def test_every_pair_has_outcome_counts_only_one_in_force(case):
    outcome = OutcomeFactory(pair__allegation__case=case)
    outcome.superseded_at = outcome.recorded_at
    outcome.save()
    assert basics.every_pair_has_outcome(case) is not None


@pytest.mark.parametrize(
    ("record_type", "is_offered"), [("PC-S", True), ("CM", True), ("DSI", True), ("PC-O", False), ("VET", False)]
)
def test_only_what_is_investigated_goes_back_to_its_investigation(person, record_type, is_offered):
    case = CaseFactory(record_type=record_type, stage=Stage.DECISION, investigator=UserFactory())
    names = {move.transition.name for move in available(case, person("manager"))}
    assert ("return_to_investigation" in names) is is_offered
