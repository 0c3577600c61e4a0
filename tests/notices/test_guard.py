import re
from datetime import date

import pytest

from cases.actions import transitions
from cases.guards.notices import notices_served_or_withheld, subjects_to_notify
from cases.notices.actions import withholding
from cases.stages import Stage
from misconduct.core.errors import Refused
from tests.factories import CaseFactory, OfficerFactory
from tests.factories.notices import assess, issue_notice, serve_notice, subject_with_severity

pytestmark = pytest.mark.django_db


def reason(subject):
    return notices_served_or_withheld(subject.case)


def test_an_assessed_subject_must_be_told():
    subject = subject_with_severity()
    assert f"Serve {subject} notice of the severity assessment in force" in reason(subject)


def test_a_notice_that_was_only_issued_is_not_enough():
    subject = subject_with_severity()
    issue_notice(subject)
    assert reason(subject)


def test_a_served_notice_is_enough_until_the_assessment_changes():
    subject = subject_with_severity()
    serve_notice(issue_notice(subject))
    assert reason(subject) is None
    assess(subject, "gross-misconduct")
    assert subjects_to_notify(subject.case) == [subject]


def test_a_recorded_reason_for_withholding_is_enough(person):
    subject = subject_with_severity()
    withholding.withhold(by=person(), subject=subject, reason="Evidence would go.", decided_on=date(2026, 4, 1))
    assert reason(subject) is None
    assert subjects_to_notify(subject.case) == [subject]


@pytest.mark.parametrize("code", ["practice-requiring-improvement", "neither"])
def test_less_than_misconduct_needs_no_notice(code):
    assert reason(subject_with_severity(code=code)) is None


def test_less_than_misconduct_is_told_to_whoever_was_told_of_more():
    subject = subject_with_severity()
    serve_notice(issue_notice(subject))
    assess(subject, "neither")
    assert reason(subject)


@pytest.mark.parametrize("fields", [{"capacity": "staff"}, {"officer__kind": "volunteer"}])
def test_those_under_other_procedures_need_none(fields):
    assert reason(subject_with_severity(**fields)) is None


def test_cases_from_before_the_law_of_2020_need_none():
    assert reason(subject_with_severity(CaseFactory(regime="2012"))) is None


@pytest.mark.parametrize(
    ("stage", "move"),
    [
        (Stage.INVESTIGATION, "start_report"),
        (Stage.REPORT, "submit_for_decision"),
        (Stage.DECISION, "refer_to_proceedings"),
    ],
)
def test_a_revised_assessment_holds_the_case_until_it_is_told_again(person, stage, move):
    manager = person("manager")
    case = CaseFactory(regime="2025", stage=stage, investigator=manager)
    subject = subject_with_severity(case)
    assert waits_for_notice(case, manager, move)
    serve_notice(issue_notice(subject))
    assert not waits_for_notice(case, manager, move)
    assess(subject, "gross-misconduct")
    assert waits_for_notice(case, manager, move)
    with pytest.raises(Refused, match=f"Serve {re.escape(str(subject))} notice of the severity assessment in force"):
        transitions.advance(by=manager, case=case, transition=move, note="Now.")
    serve_notice(issue_notice(subject))
    assert not waits_for_notice(case, manager, move)


def waits_for_notice(case, user, name):
    """Whether this move of the case waits for a notice of the assessment."""
    [move] = [one for one in transitions.available(case, user) if one.transition.name == name]
    return "notices_served_or_withheld" in [block.guard for block in move.blocks]


def test_everybody_waiting_is_named():
    case = CaseFactory(regime="2025")
    names = [str(subject_with_severity(case, officer=OfficerFactory(surname=name))) for name in ("Adams", "Brook")]
    assert f"{names[0]} and {names[1]}" in notices_served_or_withheld(case)


def test_the_guard_costs_as_many_queries_for_many_subjects(django_assert_num_queries):
    case = CaseFactory(regime="2025")
    for _ in range(5):
        subject_with_severity(case)
    with django_assert_num_queries(4):
        notices_served_or_withheld(case)
