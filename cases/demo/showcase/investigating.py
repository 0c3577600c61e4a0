"""Investigations of the cases that are shown: who investigates, what is next, the report and the opinion."""

from datetime import timedelta

from django.utils import timezone

from cases.actions import decisions
from cases.demo.showcase import steps
from cases.demo.showcase.cast import Cast
from cases.investigations.actions import appointment, report, tasks
from cases.investigations.actions.tasks import NextAction
from cases.investigations.reference import conflict_items
from cases.models import Case, CodeList
from cases.triage.actions import forms_of_investigation
from cases.triage.models import InvestigationForm
from misconduct.accounts.models import User


def appoint(cast: Cast, case: Case, worker: User, *, days_ago: int, terms: str) -> Case:
    """An investigator without a conflict, terms of reference and a first next action."""
    case.refresh_from_db()
    no_conflict = {item.code: False for item in conflict_items(cast.today)}
    with cast.then(days_ago):
        given = appointment.appoint(
            by=cast.manager, case=case, investigator=worker, answers=no_conflict, reason="Next in turn"
        )
        appointment.approve_terms(by=cast.manager, case=case, text=terms, approved_on=cast.ago(days_ago))
    case.assignments.update(assigned_at=cast.at(days_ago))
    type(given).objects.filter(pk=given.pk).update(declared_at=cast.at(days_ago))
    case.refresh_from_db()
    return case


def go_on(cast: Cast, case: Case, title: str, *, in_days: int, done: str) -> None:
    """What was to be done next is done, and something else comes after it."""
    case.refresh_from_db()
    assert case.investigator is not None  # an investigator was appointed before
    following = NextAction(title, case.investigator, timezone.localdate() + timedelta(days=in_days))
    task = case.tasks.get(done_on=None)
    tasks.complete(by=case.investigator, case=case, task=task, result=done, following=following)


def next_action(case: Case, title: str, *, in_days: int) -> None:
    """What is done next by the investigator. An action that is overdue now was set for a day that was then to come."""
    case.refresh_from_db()
    assert case.investigator is not None  # an investigator was appointed before
    today = timezone.localdate()
    due_on, first = today + timedelta(days=in_days), today + timedelta(days=max(in_days, 0))
    task = tasks.add(by=case.investigator, case=case, title=title, owner=case.investigator, due_on=first)
    if due_on < first:
        task.due_on = due_on
        task.save(update_fields=["due_on"])


def investigate(cast: Cast, case: Case, worker: User, grade: str, forum: str, *, days_ago: int) -> Case:
    """A conduct matter from the end of its triage to the start of its investigation."""
    terms = "To establish what was done and said, who saw it, and whether a Standard was breached."
    appoint(cast, case, worker, days_ago=days_ago, terms=terms)
    next_action(case, "Take the statements of those who were there", in_days=6)
    case = steps.move(case, "start_assessment", by=cast.caseworker)
    investigate_locally(cast, case, days_ago=days_ago)
    reasons = "If it is proved, it is a breach that calls for more than reflective practice."
    steps.assess(cast, case, grade, steps.reasoning(cast, forum), days_ago=days_ago - 2, reasons=reasons)
    return steps.move(case, "start_investigation", by=cast.manager)


def investigate_locally(cast: Cast, case: Case, *, days_ago: int) -> None:
    """The authority decides on a local investigation, where the IOPC has not decided on the form already."""
    if case.investigation_forms.exists():
        return
    with cast.then(days_ago):
        forms_of_investigation.decide(
            by=cast.manager,
            case=case,
            form=InvestigationForm.Form.LOCAL,
            body=InvestigationForm.Body.AUTHORITY,
            decided_on=cast.ago(days_ago),
            reasons="It need not be referred, and the force can look into it itself.",
        )
    case.refresh_from_db()


def submit_report(cast: Cast, case: Case, *, days_ago: int, text: str) -> Case:
    """The report is written and submitted by the investigator."""
    case = steps.move(case, "start_report", by=cast.manager)
    assert case.investigator is not None  # the investigation had one
    report.submit(
        by=case.investigator,
        case=case,
        evidence_summary="Statements of three witnesses, body-worn video and the duty system agree with each other.",
        submitted_on=cast.ago(days_ago),
        text=text,
    )
    return case


def give_opinion(cast: Cast, case: Case, value: str, *, days_ago: int) -> Case:
    """The investigator’s opinion on everything, and the case goes to its decision."""
    case.refresh_from_db()
    assert case.investigator is not None  # the investigation had one
    for pair in steps.pairs(case):
        decisions.record_opinion(
            by=case.investigator,
            pair=pair,
            value=cast.code(CodeList.CASE_TO_ANSWER, value),
            reasons="The accounts agree on what was done. The reasons are set out in the report.",
            decided_on=cast.ago(days_ago),
        )
    return steps.move(case, "submit_for_decision", by=cast.manager)
