import pytest

from cases.models import Decision
from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.independence import refusal
from cases.ruling_rules.stages import OUTCOME

FOR_OTHERS = {"case_to_answer", "special_conditions", "forum", "finding", "presumption", OUTCOME}


@pytest.mark.parametrize("ruling", [*Decision.Kind.values, OUTCOME])
@pytest.mark.parametrize("record_type", ["CM", "RCM", "DSI", "PC-S"])
def test_whoever_investigated_leaves_the_decisions_to_others(record_type, ruling):
    facts = PairFacts(record_type=record_type)
    assert (refusal(facts, ruling, has_investigated=True) is not None) is (ruling in FOR_OTHERS)
    assert refusal(facts, ruling, has_investigated=False) is None


@pytest.mark.parametrize("record_type", ["PC-O", "RPRP", "UPP", "VET", "REG13", "HIST"])
def test_what_nobody_investigates_is_settled_by_whoever_handles_it(record_type):
    facts = PairFacts(record_type=record_type)
    assert refusal(facts, OUTCOME, has_investigated=True) is None
    assert refusal(facts, "case_to_answer", has_investigated=True) is not None
