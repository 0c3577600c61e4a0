from datetime import date

import pytest

from cases.clocks.actions import extensions as clock_extensions
from cases.clocks.models import ClockExtension
from cases.models import Decision, Outcome
from cases.proceedings import facts
from cases.proceedings.actions import sittings, steps
from cases.proceedings.timetable import GrantedBy
from misconduct.core.errors import NotAllowed, Refused
from tests.proceedings.conftest import ended, ruled

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 1)


def due(proceeding, step):
    return next(one for one in facts.steps_of(proceeding, today=TODAY) if one.line.step == step)


def test_a_step_sets_its_milestone_about_the_proceedings(served):
    assert facts.reached(served) == {
        "proceedings_notice_served": date(2026, 3, 17),
        "papers_served": date(2026, 3, 18),
    }


def test_the_papers_start_the_timetable(served):
    # 15 working days after Wednesday 18 March 2026, over Good Friday (3 April) and Easter Monday (6 April).
    assert due(served, "response-to-papers").due_on == date(2026, 4, 10)


@pytest.mark.parametrize(
    ("kind", "match"),
    [
        ("papers_served", "once the notice of referral is served"),
        ("lists_exchanged", "once every officer’s response is recorded"),
        ("bundle_sent", "once the witness lists are exchanged"),
        ("concluded", "once it has been heard"),
        ("record_kept", "once it has been heard"),
        ("report_sent", "once the proceedings are concluded"),
        ("outcome_notified", "once the proceedings are concluded"),
    ],
)
def test_a_step_refuses_to_come_before_what_it_follows(opened, step, kind, match):
    with pytest.raises(Refused, match=match):
        step(opened(), kind, date(2026, 3, 20))


def test_a_step_refuses_a_day_before_the_step_it_follows(opened, step):
    proceeding = opened()
    step(proceeding, "notice_served", date(2026, 3, 18))
    with pytest.raises(Refused, match="on or after 18 March 2026") as refusal:
        step(proceeding, "papers_served", date(2026, 3, 17))
    assert refusal.value.field == "done_on"


def test_a_step_refuses_the_future(opened, step):
    with pytest.raises(Refused, match="today or in the past"):
        step(opened(), "notice_served", date(2999, 1, 1))


def test_a_step_is_recorded_once(served, step):
    with pytest.raises(Refused, match="already recorded"):
        step(served, "notice_served", date(2026, 3, 19))


def test_an_accelerated_hearing_has_no_papers_of_its_own(opened, pair, step):
    ruled(pair, "special_conditions", "certified")
    proceeding = opened(kind="accelerated")
    with pytest.raises(Refused, match="no such step"):
        step(proceeding, "papers_served", date(2026, 3, 18))


def test_the_notice_of_an_accelerated_hearing_starts_its_ten_to_fifteen_working_days(opened, pair, step):
    ruled(pair, "special_conditions", "certified")
    proceeding = opened(kind="accelerated")
    step(proceeding, "notice_served", date(2026, 3, 17))
    found = due(proceeding, "accelerated-hearing")
    assert (found.not_before, found.due_on) == (date(2026, 3, 31), date(2026, 4, 9))


def test_withdrawing_a_step_takes_back_its_milestone_and_lets_it_be_recorded_again(served, step, person):
    papers = served.steps.get(kind="papers_served")
    steps.withdraw_step(by=person(), step=papers, reason="Served on the wrong person.")
    assert "papers_served" not in facts.reached(served)
    step(served, "papers_served", date(2026, 3, 20))
    assert served.steps.filter(kind="papers_served").count() == 2


def test_withdrawing_needs_a_reason_and_happens_once(served, person):
    papers = served.steps.get(kind="papers_served")
    with pytest.raises(Refused, match="Enter why"):
        steps.withdraw_step(by=person(), step=papers, reason=" ")
    steps.withdraw_step(by=person(), step=papers, reason="Wrong.")
    with pytest.raises(Refused, match="already withdrawn"):
        steps.withdraw_step(by=person(), step=papers, reason="Wrong.")


def extend(proceeding, person, **changes):
    given = {
        "step": "response-to-papers",
        "until": date(2026, 4, 24),
        "granted_by": GrantedBy.CHAIR,
        "granted_by_name": "Ada Chair",
        "granted_on": date(2026, 4, 9),
        "reason": "The officer is in hospital.",
    } | changes
    return steps.extend(by=person(), proceeding=proceeding, **given)


def test_an_extension_moves_the_day_of_the_timetable_and_of_the_list_of_deadlines(served, person):
    extend(served, person)
    found = due(served, "response-to-papers")
    assert (found.due_on, found.granted.by) == (date(2026, 4, 24), "Ada Chair (the chair)")
    assert served.case.clocks.get(definition="response-to-papers").due_on == date(2026, 4, 24)


def test_an_extension_of_a_deadline_shows_in_the_timetable(served, person):
    clock = served.case.clocks.get(definition="response-to-papers")
    days = {"until": date(2026, 4, 27), "granted_on": date(2026, 4, 8)}
    clock_extensions.extend(by=person(), case=served.case, clock=clock, granted_by="Jo Chair", reason="Ill.", **days)
    assert due(served, "response-to-papers").due_on == date(2026, 4, 27)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until": date(2026, 4, 10)}, "until"),
        ({"reason": ""}, "reason"),
        ({"granted_by_name": ""}, "granted_by_name"),
        ({"granted_on": date(2999, 1, 1)}, "granted_on"),
        ({"granted_on": date(2026, 4, 13)}, "granted_on"),
        ({"step": "objection-to-panel"}, "step"),
        ({"step": "witness-lists"}, "step"),
        ({"step": "hearing", "granted_by": "authority", "until": date(2027, 1, 1)}, "granted_by"),
    ],
)
def test_an_extension_refuses_and_names_the_field(served, person, changes, field):
    with pytest.raises(Refused) as refusal:
        extend(served, person, **changes)
    assert refusal.value.field == field
    assert not ClockExtension.objects.exists()


def test_concluding_needs_a_finding_and_an_outcome_of_everything(heard, pair, step):
    with pytest.raises(Refused, match="Record the finding on allegation 1"):
        step(heard, "concluded", date(2026, 6, 2))
    ruled(pair, "finding", "misconduct")
    with pytest.raises(Refused, match="Record the outcome on allegation 1"):
        step(heard, "concluded", date(2026, 6, 2))
    ended(pair)
    step(heard, "concluded", date(2026, 6, 2))
    assert (Decision.objects.count(), Outcome.objects.count()) == (3, 1)


def test_concluding_waits_for_a_sitting_that_is_to_come(heard, pair, step, person, fixture_of):
    ruled(pair, "finding", "misconduct")
    ended(pair)
    sittings.fix(by=person(), proceeding=heard, fixture=fixture_of(sits_on=date(2026, 7, 1)))
    with pytest.raises(Refused, match="still to come"):
        step(heard, "concluded", date(2026, 6, 2))


def test_the_report_is_due_five_working_days_after_the_conclusion(concluded):
    assert due(concluded, "panel-report").due_on == date(2026, 6, 9)


def test_telling_the_officer_starts_the_time_to_appeal_for_each_person(concluded, step):
    step(concluded, "outcome_notified", date(2026, 6, 3))
    window = facts.appeal_window(concluded.subjects.get(), today=date(2026, 6, 4))
    assert window.until == date(2026, 6, 17)
    about = concluded.case.milestones.filter(kind="outcome_notified").values_list("about", flat=True)
    assert f"cases.subject:{concluded.subjects.get().subject_id}" in about


def test_a_step_needs_the_permission(served, person):
    with pytest.raises(NotAllowed):
        steps.record_step(by=person("auditor"), proceeding=served, kind="bundle_sent", done_on=TODAY)
