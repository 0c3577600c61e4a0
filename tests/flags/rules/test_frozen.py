"""What a flag keeps is enough to find the same again."""

import json
from dataclasses import replace
from datetime import date

from cases.flags.rules.case_history import CaseHistory, MissedUpdate
from cases.flags.rules.frozen import circumstances_to_json, history_from_json, matter_from_json, matter_to_json
from cases.flags.rules.history import (
    About,
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
from cases.flags.rules.team_history import TeamHistory

EVERYTHING = frozenset({"warnings", "probation_ends_on", "prior_forces", "protected_since", "peers"})

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
    named=3,
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
        prior_forces=(PriorForce("Invented Force", date(2015, 1, 1), None, date(2020, 2, 1), is_adverse=True),),
        protected_since=date(2023, 1, 1),
        peers=PeerGroup("Constables, response", 40, 3),
    )
    circumstances = json.loads(json.dumps(circumstances_to_json(history, EVERYTHING)))
    assert history_from_json(About.OFFICER, 3, circumstances, [kept(FULL)]) == history
    empty = circumstances_to_json(OfficerHistory(3), EVERYTHING)
    assert history_from_json(About.OFFICER, 3, empty, []) == OfficerHistory(3)


def test_of_a_person_no_more_is_kept_than_the_rule_reads():
    history = OfficerHistory(3, appointed_on=date(2020, 1, 1), protected_since=date(2023, 1, 1))
    assert circumstances_to_json(history, ()) == {"appointed_on": "2020-01-01", "left_on": None}


def test_a_unit_and_a_case_come_back_as_they_were():
    team = TeamHistory(4, people=12, matters=(FULL,), days=8000, force_days=600_000, force_cases=80)
    case = CaseHistory(
        5,
        received_on=date(2025, 1, 1),
        closed_on=None,
        pauses=((date(2025, 2, 1), date(2025, 3, 1)), (date(2025, 4, 1), None)),
        missed_updates=(MissedUpdate(date(2025, 5, 1), "6"),),
    )
    for history in (team, case):
        circumstances = json.loads(json.dumps(circumstances_to_json(history, ())))
        matters = map(kept, history.matters)
        assert history_from_json(history.ABOUT, history.about_id, circumstances, matters) == history
