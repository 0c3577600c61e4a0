from datetime import timedelta

import pytest
from django.utils import timezone

from cases.guards import investigation as guards
from cases.investigations.actions import tasks
from cases.investigations.actions.tasks import NextAction
from cases.stages import Stage
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, Refused
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory
from tests.factories.investigations import TaskFactory

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_a_next_action_meets_the_guard(person):
    case, doer = CaseFactory(), person()
    assert guards.has_next_action(case) == "Set a next action, with the person and the day."
    tasks.add(by=doer, case=case, title="Take a statement", owner=doer, due_on=in_days(7))
    assert guards.has_next_action(case) is None


def test_the_last_action_of_an_investigation_is_not_done_without_the_next(person):
    case, doer = CaseFactory(stage=Stage.INVESTIGATION), person()
    task = TaskFactory(case=case)
    with pytest.raises(Refused, match="last open action") as refusal:
        tasks.complete(by=doer, case=case, task=task, result="Taken.")
    assert refusal.value.field == "next_title"
    tasks.complete(by=doer, case=case, task=task, result="Taken.", following=NextAction("Read it", doer, in_days(3)))
    assert [(one.title, bool(one.done_on)) for one in case.tasks.order_by("id")] == [
        ("Take a statement", True),
        ("Read it", False),
    ]
    with pytest.raises(Refused, match="already done"):
        tasks.complete(by=doer, case=case, task=task, result="Taken.")


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.ASSESSMENT])
def test_before_an_investigation_nothing_need_follow(person, stage):
    case = CaseFactory(stage=stage)
    tasks.complete(by=person(), case=case, task=TaskFactory(case=case), result="Rung.")
    assert not case.tasks.open().exists()


def test_one_of_several_actions_is_done_without_another(person):
    case = CaseFactory(stage=Stage.INVESTIGATION)
    task, _ = TaskFactory(case=case), TaskFactory(case=case)
    tasks.complete(by=person(), case=case, task=task, result="Taken.")
    assert case.tasks.open().count() == 1


def test_an_action_changes_hands_with_a_reason(person):
    task, doer, other = TaskFactory(), person(), person("investigator")
    task.case.investigator = other
    task.case.save()
    with pytest.raises(Refused, match="Enter why"):
        tasks.change(by=doer, case=task.case, task=task, owner=other, due_on=in_days(1), reason="")
    changed = tasks.change(by=doer, case=task.case, task=task, owner=other, due_on=in_days(1), reason="On leave.")
    assert (changed.owner, changed.due_on) == (other, in_days(1))


def test_nobody_gets_an_action_who_cannot_work_on_the_case(person):
    case, doer = CaseFactory(), person()
    subject = person("caseworker")
    SubjectFactory(case=case, officer=OfficerFactory(account=subject))
    unfit = (person("auditor"), person("investigator"), person(is_active=False), subject)
    for owner in unfit:
        with pytest.raises(Refused, match="cannot") as refusal:
            tasks.add(by=doer, case=case, title="x", owner=owner, due_on=in_days(1))
        assert refusal.value.field == "owner"


def test_a_day_that_has_passed_and_an_empty_title_are_refused(person):
    case, doer = CaseFactory(), person()
    with pytest.raises(Refused, match="today or in the future"):
        tasks.add(by=doer, case=case, title="x", owner=doer, due_on=in_days(-1))
    with pytest.raises(Refused, match="what is to be done"):
        tasks.add(by=doer, case=case, title=" ", owner=doer, due_on=in_days(1))


def test_tasks_need_the_permission_and_a_fresh_page(person):
    case, doer = CaseFactory(), person()
    with pytest.raises(NotAllowed):
        tasks.add(by=person("auditor"), case=case, title="x", owner=doer, due_on=in_days(1))
    with pytest.raises(ChangedMeanwhile):
        tasks.add(by=doer, case=case, title="x", owner=doer, due_on=in_days(1), version=5)


@pytest.mark.parametrize(("due", "expected"), [(-3, 3), (0, 0), (5, 0)])
def test_lateness_counts_the_days_past_the_due_day(due, expected):
    assert TaskFactory(due_on=in_days(due)).days_late(timezone.localdate()) == expected
