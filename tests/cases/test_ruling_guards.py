"""What the conduct regulations ask before a case moves on: refused with its reason, and passed."""

import pytest

from cases.guards import assessment, decision
from tests.factories import AllegationFactory, AllegationSubjectFactory, CaseFactory
from tests.factories.rulings import DecisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return AllegationSubjectFactory(allegation__case__regime="2025")


def test_every_allegation_has_a_category():
    case = CaseFactory()
    AllegationFactory(case=case)
    assert assessment.every_allegation_has_category(case) is None
    AllegationFactory(case=case, category=None)
    assert assessment.every_allegation_has_category(case) == "Choose the category of allegation 2."


def test_every_severity_is_assessed_against_people_in_conduct_matters(pair):
    case = pair.allegation.case
    reason = "Assess the severity of allegation 1 against everybody who is identified."
    assert assessment.every_severity_assessed(case) == reason
    DecisionFactory(pair=pair)
    assert assessment.every_severity_assessed(case) is None


@pytest.mark.parametrize("record_type", ["PC-O", "PC-S", "HIST", "DSI"])
def test_no_severity_is_asked_where_there_is_no_indication(record_type):
    pair = AllegationSubjectFactory(allegation__case__record_type=record_type)
    assert assessment.every_severity_assessed(pair.allegation.case) is None


def test_no_severity_is_asked_of_somebody_unidentified():
    pair = AllegationSubjectFactory(subject__unidentified=True)
    assert assessment.every_severity_assessed(pair.allegation.case) is None


@pytest.mark.parametrize(
    ("guard", "kind", "code", "words"),
    [
        (decision.every_opinion_given, "opinion", "misconduct", "Record the investigator’s opinion on allegation 1."),
        (decision.every_pair_decided, "case_to_answer", "no-case", "finds a case to answer on allegation 1."),
        (decision.every_forum_decided, "forum", "meeting", "Record to which proceedings, if any, allegation 1 goes."),
    ],
)
def test_each_decision_is_asked_of_what_was_assessed_as_misconduct(pair, guard, kind, code, words):
    case = pair.allegation.case
    assert guard(case) is None
    DecisionFactory(pair=pair)
    assert words in guard(case)
    DecisionFactory(pair=pair, kind=kind, code=code)
    assert guard(case) is None


def test_nothing_more_is_asked_below_misconduct(pair):
    DecisionFactory(pair=pair, code="practice-requiring-improvement")
    assert decision.every_pair_decided(pair.allegation.case) is None


def test_proceedings_end_with_a_finding(pair):
    case = pair.allegation.case
    DecisionFactory(pair=pair)
    assert decision.every_finding_made(case) is None
    DecisionFactory(pair=pair, kind="forum", code="hearing")
    assert decision.every_finding_made(case) == "Record the finding on allegation 1."
    DecisionFactory(pair=pair, kind="finding", code="misconduct")
    assert decision.every_finding_made(case) is None


def test_the_presumption_cannot_be_skipped(pair):
    case = pair.allegation.case
    for kind, code in (("severity", "gross-misconduct"), ("forum", "hearing"), ("finding", "gross-misconduct")):
        DecisionFactory(pair=pair, kind=kind, code=code)
    assert "whether the presumption of dismissal is applied or displaced" in decision.every_presumption_answered(case)
    DecisionFactory(pair=pair, kind="presumption", code="displaced")
    assert decision.every_presumption_answered(case) is None
