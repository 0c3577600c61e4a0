"""Each outcome of the table, refused with its reason and passed at the boundary."""

from dataclasses import replace
from datetime import date

import pytest

from cases.code_files import rows as code_rows
from cases.ruling_rules import outcomes
from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.tables import rows

MEETING = PairFacts(regime="2025", severity="misconduct", case_to_answer="misconduct", forum="meeting")
MISCONDUCT = replace(MEETING, finding="misconduct")
AT_HEARING = replace(MISCONDUCT, forum="hearing")
GROSS = replace(AT_HEARING, finding="gross-misconduct")
APPLIED = replace(GROSS, presumption="applied")
DISPLACED = replace(GROSS, presumption="displaced")
ACCELERATED = replace(DISPLACED, forum="accelerated-hearing")
FORMER = replace(APPLIED, is_former=True)
OLD = replace(GROSS, regime="2024")
REDUCED = date(2019, 1, 1)

ALLOWED = [
    (PairFacts(), "no-action"),
    (MISCONDUCT, "no-action"),
    (DISPLACED, "no-action"),
    (OLD, "no-action"),
    (replace(MEETING, finding="not-proven"), "dismissed"),
    (PairFacts(case_to_answer="no-case"), "no-case-to-answer"),
    (PairFacts(), "rprp"),
    (replace(MEETING, finding="not-proven"), "rprp"),
    (replace(AT_HEARING, finding="proven-no-misconduct"), "rprp"),
    (MISCONDUCT, "written-warning"),
    (AT_HEARING, "written-warning"),
    (MISCONDUCT, "final-written-warning"),
    (AT_HEARING, "final-written-warning"),
    (DISPLACED, "final-written-warning"),
    (ACCELERATED, "final-written-warning"),
    (replace(MISCONDUCT, is_written_warning_live=True), "final-written-warning"),
    (OLD, "final-written-warning"),
    (replace(AT_HEARING, is_final_warning_live=True), "reduction-in-rank"),
    (replace(AT_HEARING, has_separate_incidents=True), "reduction-in-rank"),
    (DISPLACED, "reduction-in-rank"),
    (ACCELERATED, "reduction-in-rank"),
    (replace(AT_HEARING, is_final_warning_live=True), "dismissal-without-notice"),
    (replace(AT_HEARING, has_separate_incidents=True), "dismissal-without-notice"),
    (APPLIED, "dismissal-without-notice"),
    (DISPLACED, "dismissal-without-notice"),
    (replace(APPLIED, forum="accelerated-hearing"), "dismissal-without-notice"),
    (OLD, "dismissal-without-notice"),
    (FORMER, "would-have-been-dismissed"),
    (replace(FORMER, forum="accelerated-hearing"), "would-have-been-dismissed"),
    (replace(AT_HEARING, is_former=True), "no-action"),
    (PairFacts(is_former=True), "left-before-end"),
    (PairFacts(kind="officer", regime="2012"), "reg13-discharge"),
    (PairFacts(kind="special", regime="2025"), "reg13-discharge"),
    (GROSS, "reg13-discharge"),
    (GROSS, "vetting-dismissal"),
    (PairFacts(), "vetting-dismissal"),
    (PairFacts(), "upp-dismissal"),
    (PairFacts(is_complaint=True), "service-acceptable"),
    (PairFacts(is_complaint=True), "withdrawn"),
    (PairFacts(), "learning"),
    (replace(MISCONDUCT, regime="2012"), "written-warning-12-months"),
    (replace(OLD, regime="2012"), "final-written-warning-18-months"),
    (replace(OLD, regime="2012", is_final_warning_live=True), "final-written-warning-extended"),
    (replace(OLD, regime="2012"), "dismissal-with-notice"),
    (replace(MISCONDUCT, regime="2012"), "management-advice"),
    (PairFacts(), "an-imported-outcome"),
]
STEP = "Record first whether the presumption of dismissal is applied or displaced."
REFUSED = [
    (GROSS, "no-action", STEP),
    (APPLIED, "no-action", "Anything but dismissal needs exceptional circumstances"),
    (GROSS, "dismissal-without-notice", STEP),
    (GROSS, "final-written-warning", STEP),
    (replace(GROSS, is_former=True), "would-have-been-dismissed", STEP),
    (MISCONDUCT, "dismissed", "where the finding is not proven or “proven, no misconduct”, or there is no finding yet"),
    (MISCONDUCT, "no-case-to-answer", "no proceedings"),
    (PairFacts(case_to_answer="misconduct"), "no-case-to-answer", "decided that there is a case to answer"),
    (MISCONDUCT, "rprp", "where the finding is not proven or “proven, no misconduct”, or there is no finding yet"),
    (DISPLACED, "rprp", "where the finding is not proven or “proven, no misconduct”, or there is no finding yet"),
    (PairFacts(), "written-warning", "only after a meeting or a hearing, where the finding is misconduct"),
    (replace(MEETING, finding="not-proven"), "written-warning", ", where the finding is misconduct"),
    (DISPLACED, "written-warning", ", where the finding is misconduct"),
    (replace(MISCONDUCT, is_written_warning_live=True), "written-warning", "A written warning was live"),
    (replace(MISCONDUCT, is_final_warning_live=True), "written-warning", "A final written warning was live"),
    (replace(MISCONDUCT, is_former=True), "written-warning", "left the force"),
    (replace(MISCONDUCT, is_person=False), "written-warning", "is not identified"),
    (replace(MISCONDUCT, is_final_warning_live=True), "final-written-warning", "A final written warning was live"),
    (replace(DISPLACED, is_final_warning_live=True), "final-written-warning", "A final written warning was live"),
    (APPLIED, "final-written-warning", "Anything but dismissal needs exceptional circumstances"),
    (replace(DISPLACED, is_former=True), "final-written-warning", "left the force"),
    (MISCONDUCT, "reduction-in-rank", "Available only after a hearing"),
    (AT_HEARING, "reduction-in-rank", "needs a final written warning that was live"),
    (replace(DISPLACED, reduced_in_rank_on=REDUCED), "reduction-in-rank", "can happen only once"),
    (
        replace(AT_HEARING, is_final_warning_live=True, reduced_in_rank_on=REDUCED),
        "reduction-in-rank",
        "can happen only once",
    ),
    (APPLIED, "reduction-in-rank", "Anything but dismissal needs exceptional circumstances"),
    (MISCONDUCT, "dismissal-without-notice", "Available only after a hearing"),
    (AT_HEARING, "dismissal-without-notice", "needs a final written warning that was live"),
    (FORMER, "dismissal-without-notice", "left the force"),
    (APPLIED, "would-have-been-dismissed", "Only for somebody who has left"),
    (replace(AT_HEARING, is_former=True), "would-have-been-dismissed", ", where the finding is gross misconduct"),
    (replace(AT_HEARING, is_former=True), "written-warning", "left the force"),
    (PairFacts(), "left-before-end", "Only for somebody who has left"),
    (PairFacts(kind="special", regime="2024"), "reg13-discharge", "from 28 May 2025, special constables"),
    (PairFacts(kind="staff", regime="2025"), "reg13-discharge", "police officers on probation"),
    (PairFacts(is_person=False), "vetting-dismissal", "somebody who is identified"),
    (
        MISCONDUCT,
        "upp-dismissal",
        "where the finding is not proven or “proven, no misconduct”, or there is no finding yet",
    ),
    (MISCONDUCT, "upp-improvement-notice", "or there is no finding yet"),
    (MISCONDUCT, "upp-final-notice", "or there is no finding yet"),
    (MISCONDUCT, "learning", "or there is no finding yet"),
    *(
        (PairFacts(), outcome, "Only for a public complaint.")
        for outcome in (
            "service-acceptable",
            "service-not-acceptable",
            "unable-to-determine",
            "resolved",
            "not-resolved",
            "no-further-action",
            "withdrawn",
            "escalated",
        )
    ),
    (replace(MISCONDUCT, is_written_warning_live=True), "written-warning-12-months", "A written warning was live"),
    (replace(MISCONDUCT, is_final_warning_live=True), "final-written-warning-18-months", "A final written warning"),
    (replace(OLD, regime="2012"), "final-written-warning-extended", "No final written warning was live"),
    (replace(MISCONDUCT, regime="2012"), "dismissal-with-notice", "Available only after a hearing"),
    (replace(OLD, regime="2012"), "management-advice", "where the finding is misconduct, or there is no finding yet"),
]


@pytest.mark.parametrize(("facts", "outcome"), ALLOWED)
def test_outcome_is_available(facts, outcome):
    assert outcomes.refusal(facts, outcome) is None


@pytest.mark.parametrize(("facts", "outcome", "reason"), REFUSED)
def test_outcome_is_refused_with_its_reason(facts, outcome, reason):
    assert reason in (outcomes.refusal(facts, outcome) or "")


def test_every_need_of_the_table_is_known_and_used():
    named = {need for row in rows("outcomes") for need in row["needs"].split()}
    assert named == set(outcomes.NEEDS)


def test_every_outcome_of_the_table_stands_in_the_code_list_and_both_ways():
    codes = {row.key[2] for row in code_rows("outcome") if row.key[1] not in {"conduct-2004", "historic"}}
    without_guard = {"local-resolution", "disapplication"}
    assert {row["outcome"] for row in rows("outcomes")} == codes - without_guard


@pytest.mark.parametrize(
    ("outcome", "family"),
    [
        ("reg13-discharge", "regulation 13"),
        ("vetting-dismissal", "vetting"),
        ("upp-dismissal", "performance"),
        ("rprp", "reflective practice"),
        ("dismissal-without-notice", "misconduct"),
        ("historic", ""),
    ],
)
def test_other_processes_are_families_of_their_own(outcome, family):
    assert outcomes.family_of(outcome) == family


@pytest.mark.parametrize("facts", [APPLIED, replace(DISPLACED, is_former=True)])
def test_on_appeal_the_panels_view_of_the_presumption_and_a_dismissal_bind_nobody(facts):
    assert outcomes.refusal(facts, "final-written-warning")
    assert outcomes.refusal_on_appeal(facts, "final-written-warning") is None


def test_on_appeal_what_the_panel_could_not_give_is_refused_as_before():
    refused = replace(APPLIED, is_final_warning_live=True)
    assert outcomes.refusal_on_appeal(refused, "final-written-warning").startswith("A final written warning was live")
    assert outcomes.refusal_on_appeal(FORMER, "would-have-been-dismissed") is None
