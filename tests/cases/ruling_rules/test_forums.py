from dataclasses import replace
from datetime import date

import pytest

from cases.ruling_rules import forums
from cases.ruling_rules.facts import PairFacts

GROSS = PairFacts(regime="2024", severity="gross-misconduct", case_to_answer="gross-misconduct")
MISCONDUCT = PairFacts(regime="2025", severity="misconduct", severity_on=date(2026, 4, 1), case_to_answer="misconduct")
CERTIFIED = replace(GROSS, special_conditions="certified")
WARNED = replace(MISCONDUCT, is_final_warning_live=True)
REPEATED = replace(MISCONDUCT, has_separate_incidents=True)
GONE = replace(GROSS, regime="2025", is_former=True)

ALLOWED = [
    (GROSS, "hearing"),
    (CERTIFIED, "accelerated-hearing"),
    (CERTIFIED, "hearing"),
    (GONE, "accelerated-hearing"),
    (GONE, "hearing"),
    (MISCONDUCT, "meeting"),
    (MISCONDUCT, "rprp"),
    (WARNED, "hearing"),
    (REPEATED, "hearing"),
    (REPEATED, "meeting"),
    (replace(MISCONDUCT, reduced_in_rank_on=date(2024, 4, 1)), "hearing"),
    (replace(MISCONDUCT, reduced_in_rank_on=date(2024, 3, 31)), "meeting"),
    (PairFacts(case_to_answer="no-case"), "learning"),
    (PairFacts(severity="practice-requiring-improvement"), "rprp"),
]
REFUSED = [
    (PairFacts(severity="misconduct"), "meeting", "Record first whether the appropriate authority"),
    (GROSS, "meeting", "Gross misconduct goes to a hearing."),
    (GROSS, "no-further-action", "Gross misconduct goes to a hearing."),
    (GROSS, "accelerated-hearing", "needs special conditions, certified first"),
    (replace(GROSS, special_conditions="reverted"), "accelerated-hearing", "needs special conditions"),
    (replace(GROSS, is_former=True), "accelerated-hearing", "needs special conditions"),
    (MISCONDUCT, "hearing", "Misconduct goes to a meeting."),
    (WARNED, "meeting", "A final written warning was live"),
    (replace(MISCONDUCT, reduced_in_rank_on=date(2024, 4, 1)), "meeting", "reduced in rank in the two years"),
    (replace(MISCONDUCT, reduced_in_rank_on=date(2024, 3, 31)), "hearing", "Misconduct goes to a meeting."),
    (replace(MISCONDUCT, is_former=True), "meeting", "cannot bring somebody who has left before a hearing"),
    (REPEATED, "accelerated-hearing", "more than one incident"),
    (PairFacts(case_to_answer="no-case"), "meeting", "Without a case to answer"),
    (PairFacts(severity="neither"), "meeting", "assessed below misconduct"),
]


@pytest.mark.parametrize(("facts", "forum"), ALLOWED)
def test_forum_is_open(facts, forum):
    assert forums.refusal(facts, forum) is None


@pytest.mark.parametrize(("facts", "forum", "reason"), REFUSED)
def test_forum_is_refused_with_its_reason(facts, forum, reason):
    assert reason in (forums.refusal(facts, forum) or "")
