"""What a flag keeps is enough to find the same again."""

import json
from dataclasses import replace
from datetime import date

from cases.flags.rules.frozen import circumstances_to_json, history_from_json, matter_from_json, matter_to_json
from cases.flags.rules.history import (
    Category,
    LiveWarning,
    Matter,
    OfficerHistory,
    PeerGroup,
    PriorForce,
    Result,
    Severity,
    Source,
)

FULL = Matter(
    subject_id=1,
    case_id=2,
    dated_on=date(2024, 2, 29),
    categories=frozenset({Category("test/J1", "Sexual assault"), Category("test/H1", "Civility")}),
    families=frozenset({Category("family/sexual", "Sexual conduct")}),
    source=Source.CONFIDENTIAL,
    result=Result.NO_CASE,
    severity=Severity.GROSS_MISCONDUCT,
    closed_on=date(2025, 1, 1),
    unit_id=7,
    is_off_duty=True,
    notified_on=date(2024, 3, 4),
    complainants=frozenset({"a", "b"}),
    vulnerable=frozenset({"b"}),
)


def kept(matter):
    facts = json.loads(json.dumps(matter_to_json(matter)))
    return matter_from_json(facts, subject_id=matter.subject_id, dated_on=matter.dated_on, dated_by=matter.dated_by)


def test_a_matter_comes_back_as_it_was():
    assert kept(FULL) == FULL
    bare = Matter(subject_id=1, case_id=2, dated_on=None, dated_by="")
    assert kept(bare) == bare
    assert kept(replace(FULL, severity=Severity.NEITHER)).severity is Severity.NEITHER


def test_circumstances_come_back_as_they_were():
    history = OfficerHistory(
        3,
        appointed_on=date(2020, 1, 1),
        left_on=date(2026, 1, 1),
        matters=(FULL,),
        warnings=(LiveWarning("Written warning", date(2024, 5, 1), None),),
        probation_ends_on=date(2022, 1, 1),
        prior_forces=(PriorForce("Invented Force", date(2015, 1, 1), is_received=False, is_adverse=False),),
        protected_since=date(2023, 1, 1),
        peers=PeerGroup("Constables, response", 40, 3),
    )
    circumstances = json.loads(json.dumps(circumstances_to_json(history)))
    assert history_from_json(3, circumstances, [kept(FULL)]) == history
    assert history_from_json(3, circumstances_to_json(OfficerHistory(3)), []) == OfficerHistory(3)
