"""At which stages each ruling is recorded: every ruling at every stage, for every kind of record."""

from dataclasses import replace

import pytest

from cases.models import Decision
from cases.ruling_rules import stages
from cases.ruling_rules.facts import PairFacts
from cases.stages import RecordType, Stage

CONDUCT = PairFacts(record_type=RecordType.CONDUCT, severity="misconduct")
MINOR = replace(CONDUCT, severity="practice-requiring-improvement")
INSIDE = PairFacts(record_type=RecordType.COMPLAINT_INSIDE)
OUTSIDE = PairFacts(record_type=RecordType.COMPLAINT_OUTSIDE)
ASSESSED_ON = ("assessment", "investigation", "report", "decision", "proceedings")
OPEN_TO = [
    (CONDUCT, "severity", ASSESSED_ON),
    (INSIDE, "severity", ASSESSED_ON),
    (CONDUCT, "opinion", ("report",)),
    (CONDUCT, "case_to_answer", ("decision",)),
    (CONDUCT, "iopc_view", ("report", "decision", "proceedings", "review")),
    (CONDUCT, "special_conditions", ("investigation", "report", "decision", "proceedings")),
    (CONDUCT, "forum", ("decision", "proceedings")),
    (MINOR, "forum", ("assessment", "decision", "proceedings")),
    (CONDUCT, "finding", ("proceedings", "review")),
    (CONDUCT, "presumption", ("proceedings", "review")),
    (CONDUCT, "outcome", ("assessment", "decision", "proceedings", "review")),
    (INSIDE, "outcome", ("decision", "proceedings", "review")),
    (OUTSIDE, "outcome", ("triage", "assessment", "investigation", "report", "decision")),
]
RULINGS = [*Decision.Kind.values, stages.OUTCOME]


@pytest.mark.parametrize(("facts", "ruling", "open_to"), OPEN_TO)
@pytest.mark.parametrize("stage", stages.COURSE)
def test_each_ruling_is_recorded_at_its_stages_and_at_no_other(facts, ruling, open_to, stage):
    rule = stages.out_of_time(replace(facts, stage=stage), ruling)
    assert (rule is None) is (stage in open_to)


@pytest.mark.parametrize("ruling", RULINGS)
@pytest.mark.parametrize("record_type", ["RPRP", "UPP", "VET", "REG13", "HIST"])
def test_processes_with_rules_of_their_own_are_asked_for_no_stage(record_type, ruling):
    facts = PairFacts(record_type=record_type, stage=Stage.RECEIVED)
    assert stages.out_of_time(facts, ruling) is None


@pytest.mark.parametrize("ruling", RULINGS)
def test_nothing_is_recorded_before_triage(ruling):
    assert stages.out_of_time(replace(CONDUCT, stage=Stage.RECEIVED), ruling) is not None


@pytest.mark.parametrize(
    ("facts", "ruling", "sentence"),
    [
        (CONDUCT, "opinion", "The investigator’s opinion is given at “Report”."),
        (CONDUCT, "severity", "The severity is assessed from “Assessment” to “Proceedings”."),
        (CONDUCT, "finding", "A finding is recorded at “Proceedings” or “Appeal or review”."),
        (
            CONDUCT,
            "outcome",
            "An outcome is recorded at “Assessment”, “Decision”, “Proceedings” or “Appeal or review”.",
        ),
    ],
)
def test_the_sentence_names_the_stages(facts, ruling, sentence):
    rule = stages.out_of_time(replace(facts, stage=Stage.RECEIVED), ruling)
    assert rule is not None
    assert rule.sentence == sentence


@pytest.mark.parametrize(
    ("stage", "is_past"), [("investigation", False), ("report", False), ("decision", True), ("closed", False)]
)
def test_what_can_no_longer_be_recorded_is_past(stage, is_past):
    assert stages.is_past(replace(CONDUCT, stage=stage), "opinion") is is_past
