from datetime import date

import pytest

from cases.actions import assignment, details, suspension, transitions
from cases.clocks.kinds import MilestoneKind
from cases.stages import SUSPENDABLE_STAGES, Stage
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db
FROM, UNTIL = date(2026, 4, 1), date(2026, 6, 1)


@pytest.fixture
def manager(person):
    return person("manager")


def suspend(by, case, **fields):
    return suspension.suspend(by=by, case=case, **({"suspended_on": FROM, "reasons": "Charged."} | fields))


def resume(by, case, **fields):
    return suspension.resume(by=by, case=case, **({"resumed_on": UNTIL, "reasons": "Acquitted."} | fields))


@pytest.mark.parametrize("stage", SUSPENDABLE_STAGES)
def test_a_suspended_case_goes_on_where_it_was_and_nowhere_else(manager, stage):
    case = CaseFactory(stage=stage)
    suspended = suspend(manager, case).case
    assert (suspended.stage, suspended.stage_before_suspension) == (Stage.SUSPENDED, stage)
    assert [move.transition.target for move in transitions.available(suspended, manager)] == [stage]
    resumed = resume(manager, case)
    assert (resumed.stage, resumed.stage_before_suspension) == (stage, "")


@pytest.mark.parametrize("stage", sorted(set(Stage) - set(SUSPENDABLE_STAGES)))
def test_at_any_other_stage_there_is_nothing_to_suspend(manager, stage):
    case = CaseFactory(stage=stage) if stage not in {"closed", "suspended"} else CaseFactory(**{stage: True})
    with pytest.raises(Refused):
        suspend(manager, case)


def test_each_suspension_is_a_pause_of_its_own_with_its_reasons(manager):
    case = CaseFactory(stage=Stage.INVESTIGATION)
    suspend(manager, case, authority="Appropriate authority")
    resume(manager, case)
    suspend(manager, case, suspended_on=date(2026, 7, 1))
    held = case.case_suspensions.order_by("id").first()
    assert (held.suspended_on, held.resumed_on, held.resumed_because, held.authority) == (
        FROM,
        UNTIL,
        "Acquitted.",
        "Appropriate authority",
    )
    kinds = (MilestoneKind.SUSPENDED, MilestoneKind.RESUMED)
    days = case.milestones.standing().filter(kind__in=kinds).values_list("kind", "reached_on")
    assert list(days) == [("suspended", FROM), ("resumed", UNTIL), ("suspended", date(2026, 7, 1))]


def test_nothing_goes_on_in_a_suspended_case_but_who_is_to_work_on_it(manager, person):
    case = CaseFactory(suspended=True)
    with pytest.raises(Refused, match="suspended for criminal proceedings. Resume it first"):
        details.edit(by=manager, case=case, details=None, reason="Now.")
    assert assignment.assign(by=manager, case=case, investigator=person("investigator")).investigator


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2999, 1, 1)])
def test_a_case_is_suspended_between_its_receipt_and_today(manager, day):
    with pytest.raises(Refused) as refusal:
        suspend(manager, CaseFactory(stage=Stage.DECISION), suspended_on=day)
    assert refusal.value.field == "suspended_on"


def test_reasons_are_needed_and_a_case_resumes_after_it_was_suspended(manager):
    case = CaseFactory(stage=Stage.DECISION)
    with pytest.raises(Refused, match="not suspended"):
        resume(manager, case)
    with pytest.raises(Refused) as refusal:
        suspend(manager, case, reasons=" ")
    assert refusal.value.field == "reasons"
    suspend(manager, case)
    for fields, field in (({"reasons": " "}, "reasons"), ({"resumed_on": date(2026, 3, 30)}, "resumed_on")):
        with pytest.raises(Refused) as refusal:
            resume(manager, case, **fields)
        assert refusal.value.field == field


def test_an_investigator_does_not_suspend(person):
    mine = CaseFactory(investigator=person("investigator"), stage=Stage.INVESTIGATION)
    with pytest.raises(NotAllowed):
        suspend(mine.investigator, mine)
