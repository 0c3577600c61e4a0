from dataclasses import replace

import pytest

from cases.ruling_rules import findings, presumption
from cases.ruling_rules.facts import PairFacts
from cases.ruling_rules.next_ruling import next_ruling

HEARING = PairFacts(regime="2025", forum="hearing")
GROSS = replace(HEARING, finding="gross-misconduct")


@pytest.mark.parametrize(
    ("facts", "finding", "reason"),
    [
        (PairFacts(), "misconduct", "A finding is made in proceedings"),
        (replace(HEARING, forum="rprp"), "misconduct", "A finding is made in proceedings"),
        (replace(HEARING, forum="meeting"), "gross-misconduct", "cannot find gross misconduct"),
        (replace(HEARING, is_former=True), "proven-no-misconduct", "For somebody who has left"),
        (replace(HEARING, is_indictable_only_conviction=True), "misconduct", "is always gross misconduct"),
    ],
)
def test_finding_is_refused_with_its_reason(facts, finding, reason):
    assert reason in (findings.refusal(facts, finding) or "")


@pytest.mark.parametrize(
    ("facts", "finding"),
    [
        (HEARING, "gross-misconduct"),
        (replace(HEARING, forum="meeting"), "misconduct"),
        (replace(HEARING, is_former=True), "misconduct"),
        (replace(HEARING, is_former=True), "not-proven"),
        (replace(HEARING, is_indictable_only_conviction=True), "gross-misconduct"),
        (replace(HEARING, is_indictable_only_conviction=True, regime="2024"), "misconduct"),
    ],
)
def test_finding_can_be_made(facts, finding):
    assert findings.refusal(facts, finding) is None


@pytest.mark.parametrize(
    ("on_particulars", "whole"),
    [
        ([], ""),
        (["misconduct", ""], ""),
        (["not-proven", "misconduct"], "misconduct"),
        (["misconduct", "gross-misconduct", "not-proven"], "gross-misconduct"),
        (["not-proven", "proven-no-misconduct"], "proven-no-misconduct"),
    ],
)
def test_the_whole_follows_from_the_gravest_particular(on_particulars, whole):
    assert findings.derived(on_particulars) == whole


@pytest.mark.parametrize(
    ("facts", "arises"),
    [
        (GROSS, True),
        (replace(GROSS, forum="accelerated-hearing"), True),
        (replace(GROSS, regime="2024"), False),
        (replace(GROSS, finding="misconduct"), False),
        (replace(GROSS, regime=""), False),
    ],
)
def test_the_presumption_arises_after_gross_misconduct_from_2025(facts, arises):
    assert presumption.arises(facts) is arises
    assert (presumption.refusal(facts) is None) is arises


ASSESSED = PairFacts(regime="2025", needs_severity=True, severity="gross-misconduct")
ANSWERED = replace(ASSESSED, opinion="gross-misconduct", case_to_answer="gross-misconduct")


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        (PairFacts(), "outcome"),
        (PairFacts(needs_severity=True), "severity"),
        (replace(ASSESSED, severity="neither"), "outcome"),
        (ASSESSED, "opinion"),
        (replace(ASSESSED, opinion="misconduct"), "case_to_answer"),
        (ANSWERED, "forum"),
        (replace(ANSWERED, forum="no-further-action"), "outcome"),
        (replace(ANSWERED, forum="hearing"), "finding"),
        (replace(ANSWERED, forum="hearing", finding="misconduct"), "outcome"),
        (replace(ANSWERED, forum="hearing", finding="misconduct", particulars=("misconduct", "")), "finding"),
        (replace(ANSWERED, forum="hearing", finding="gross-misconduct"), "presumption"),
        (replace(ANSWERED, forum="hearing", finding="gross-misconduct", presumption="applied"), "outcome"),
        (replace(ANSWERED, outcome="no-action"), ""),
    ],
)
def test_what_comes_next(facts, due):
    assert next_ruling(facts) == due
