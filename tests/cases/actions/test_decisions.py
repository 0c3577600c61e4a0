from datetime import date

import pytest

from cases.actions import assignment, decisions
from cases.clocks.kinds import MilestoneKind
from cases.models import Decision
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.cases.actions.conftest import code
from tests.factories import AllegationSubjectFactory, CaseFactory, UserFactory
from tests.factories.rulings import assessed, at_its_stage, decided

pytestmark = pytest.mark.django_db


def answers(**changes):
    return {
        "kind": Decision.Kind.CASE_TO_ANSWER,
        "value": code("case_to_answer", "misconduct"),
        "reasons": "Force was used without need.",
        "decided_on": date(2026, 4, 1),
        "authority": "Appropriate authority",
    } | changes


@pytest.fixture
def pair(person):
    """A pair whose severity is assessed."""
    pair = AllegationSubjectFactory(allegation__case__regime="2025")
    assessed(person(), pair)
    return at_its_stage(pair, "case_to_answer")


def test_record_decision_stands_with_its_reasons(pair, person):
    doer = person()
    decision = decisions.record_decision(by=doer, pair=pair, **answers())
    assert (decision.decided_by, decision.regime, decision.reasons) == (doer, "2025", "Force was used without need.")


def test_record_decision_supersedes_the_one_in_force(pair, person):
    doer = person()
    first = decisions.record_decision(by=doer, pair=pair, **answers())
    second = decisions.record_decision(by=doer, pair=pair, **answers(value=code("case_to_answer", "no-case")))
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert (second.supersedes, pair.decisions.in_force().get(kind="case_to_answer")) == (first, second)


def test_opinion_decision_and_the_iopc_view_are_three_facts(pair, person):
    case, investigator = pair.allegation.case, person("investigator")
    assignment.assign(by=person("manager"), case=case, investigator=investigator)
    given = {key: value for key, value in answers().items() if key != "kind"}
    decisions.record_opinion(by=investigator, pair=at_its_stage(pair, "opinion"), **given)
    at_its_stage(pair, "case_to_answer")
    decisions.record_decision(by=person(), pair=pair, **answers(value=code("case_to_answer", "no-case")))
    iopc = answers(kind="iopc_view", value=code("case_to_answer", "gross-misconduct"), authority="R. Example, IOPC")
    decisions.record_decision(by=person(), pair=pair, **iopc)
    held = dict(pair.decisions.in_force().exclude(kind="severity").values_list("kind", "value__code"))
    assert held == {"opinion": "misconduct", "case_to_answer": "no-case", "iopc_view": "gross-misconduct"}


def test_only_the_investigator_gives_the_opinion(pair, person):
    given = {key: value for key, value in answers().items() if key != "kind"}
    with pytest.raises(Refused, match="Only the investigator of this case"):
        decisions.record_opinion(by=person("manager"), pair=pair, **given)


def test_the_investigator_does_not_decide_for_the_appropriate_authority(pair, person):
    manager = person("manager")
    assignment.assign(by=manager, case=pair.allegation.case, investigator=manager)
    with pytest.raises(Refused, match="somebody else decides"):
        decisions.record_decision(by=manager, pair=pair, **answers())
    assignment.unassign(by=manager, case=pair.allegation.case, reason="To decide on it myself.")
    pair.allegation.case.refresh_from_db()
    with pytest.raises(Refused, match="somebody else decides"):
        decisions.record_decision(by=manager, pair=pair, **answers())


def test_the_iopc_view_says_whose_it_is(pair, person):
    with pytest.raises(Refused) as refusal:
        decisions.record_decision(by=person(), pair=pair, **answers(kind="iopc_view", authority=" "))
    assert refusal.value.field == "authority"


def test_the_decision_waits_for_the_severity(person):
    with pytest.raises(Refused, match="Assess the severity first"):
        decisions.record_decision(by=person(), pair=at_its_stage(AllegationSubjectFactory(), "forum"), **answers())


@pytest.mark.parametrize(
    ("kind", "stage", "words"),
    [
        (
            "case_to_answer",
            "investigation",
            "is decided at “Decision”. This case is at “Investigation”. Next on the way",
        ),
        ("case_to_answer", "proceedings", "It goes back there by “Withdraw the proceedings”."),
        ("iopc_view", "investigation", "The IOPC’s view is recorded from “Report” to “Appeal or review”."),
        ("forum", "report", "Next on the way there: “Submit for decision”."),
        ("finding", "decision", "A finding is recorded at “Proceedings” or “Appeal or review”."),
        ("presumption", "decision", "Next on the way there: “Refer to proceedings”."),
    ],
)
def test_a_decision_is_refused_out_of_its_time_with_the_way_there(person, kind, stage, words):
    pair = AllegationSubjectFactory(allegation__case__stage=stage)
    with pytest.raises(Refused) as refusal:
        decisions.record_decision(by=person(), pair=pair, **answers(kind=kind))
    assert words in refusal.value.message
    assert not pair.decisions.exists()


def test_an_opinion_waits_for_the_report(person):
    investigator = person("investigator")
    case = CaseFactory(stage="investigation", investigator=investigator)
    given = {key: value for key, value in answers().items() if key != "kind"}
    with pytest.raises(Refused, match="is given at “Report”"):
        decisions.record_opinion(by=investigator, pair=AllegationSubjectFactory(allegation__case=case), **given)


def test_the_clocks_hear_once_the_last_person_is_decided_on(pair, person):
    case = pair.allegation.case
    other = AllegationSubjectFactory(allegation__case=case)
    assessed(person(), other)
    decisions.record_decision(by=person(), pair=pair, **answers())
    assert not case.milestones.exists()
    decisions.record_decision(by=person(), pair=other, **answers())
    assert case.milestones.get().kind == MilestoneKind.DECISION_MADE


@pytest.mark.parametrize("kind", ["severity", "opinion", "special_conditions"])
def test_what_has_a_page_of_its_own_is_not_recorded_as_a_plain_decision(pair, person, kind):
    value = pair.decisions.get().value if kind == "severity" else code("case_to_answer", "misconduct")
    with pytest.raises(Refused, match="has a page of its own"):
        decisions.record_decision(by=person(), pair=pair, **answers(kind=kind, value=value))


@pytest.mark.parametrize(
    ("forum", "reason"),
    [("hearing", "Misconduct goes to a meeting. A hearing needs"), ("accelerated-hearing", "Misconduct goes to a")],
)
def test_forum_follows_the_law(pair, person, forum, reason):
    doer = person()
    decided(doer, pair, "case_to_answer", "misconduct")
    with pytest.raises(Refused, match=reason):
        decided(doer, pair, "forum", forum)
    assert decided(doer, pair, "forum", "hearing", has_separate_incidents=True).has_separate_incidents


def test_finding_needs_proceedings(pair, person):
    with pytest.raises(Refused, match="A finding is made in proceedings"):
        decided(person(), pair, "finding", "misconduct")


def test_presumption_needs_gross_misconduct(pair, person):
    with pytest.raises(Refused, match="only where a hearing found gross misconduct"):
        decided(person(), pair, "presumption", "applied")


def test_record_decision_leaves_one_event(pair, person):
    decisions.record_decision(by=person(), pair=pair, **answers())
    event = AuditEvent.objects.filter(action="decision.recorded").latest("pk")
    assert (event.after["kind"], event.after["value"], event.before) == (
        "Case to answer",
        "Case to answer for misconduct",
        None,
    )
    assert f"officers.officer:{pair.subject.officer_id}" in event.touched


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decided_on": date(2999, 1, 1)}, "decided_on"),
        ({"decided_on": date(2026, 3, 1)}, "decided_on"),
        ({"reasons": " "}, "reasons"),
        ({"kind": Decision.Kind.FORUM}, "value"),
    ],
)
def test_record_decision_refuses_and_names_the_field(pair, person, changes, field):
    with pytest.raises(Refused) as refusal:
        decisions.record_decision(by=person(), pair=pair, **answers(**changes))
    assert refusal.value.field == field
    assert not pair.decisions.exclude(kind="severity").exists()


def test_record_decision_refuses_a_closed_case(person):
    pair = AllegationSubjectFactory(allegation__case=CaseFactory(closed=True))
    with pytest.raises(Refused, match="Re-open it first"):
        decisions.record_decision(by=person(), pair=pair, **answers())


def test_record_decision_tells_the_second_of_two(pair, person):
    robin = UserFactory(first_name="Robin", last_name="Tester")
    decisions.record_decision(by=robin, pair=pair, version=2, **answers())
    with pytest.raises(ChangedMeanwhile, match="Robin Tester changed this case on"):
        decisions.record_decision(by=person(), pair=pair, version=2, **answers())
    assert pair.decisions.count() == 2


def test_record_decision_needs_the_permission_and_the_case_in_sight(pair, person):
    with pytest.raises(NotAllowed):
        decisions.record_decision(by=person("investigator"), pair=pair, **answers())
    with pytest.raises(OutOfScope):
        decisions.record_decision(by=UserFactory(scoped=True), pair=pair, **answers())
