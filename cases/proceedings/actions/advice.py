"""Advice of the legally qualified adviser, and what the IOPC recommends about the chair."""

from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.models import Case
from cases.proceedings.actions import holding
from cases.proceedings.models import Advice, DelegationRecommendation, PanelMember, Proceeding
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@transaction.atomic
def log_advice(
    *,
    by: User,
    proceeding: Proceeding,
    sought_on: date,
    question: str,
    given_on: date | None = None,
    answer: str = "",
    is_followed: bool | None = None,
    not_followed_reason: str = "",
    version: int | None = None,
) -> Advice:
    """Record what was asked of the adviser and what they said. The panel must have regard to it. Raises Refused."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    adviser = proceeding.panel.serving().filter(capacity=PanelMember.Capacity.ADVISER).first()
    if adviser is None:
        raise Refused("Appoint the legally qualified adviser first.")
    question = checks.said(question, field="question", message="Enter what was asked.")
    holding.past(sought_on, field="sought_on", label="The day it was sought")
    _check_answer(sought_on, given_on, answer, is_followed, not_followed_reason)
    advice = Advice.objects.create(
        proceeding=proceeding,
        member=adviser,
        sought_on=sought_on,
        question=question,
        given_on=given_on,
        answer=answer.strip(),
        is_followed=is_followed,
        not_followed_reason=not_followed_reason.strip() if is_followed is False else "",
        recorded_by=by,
    )
    locking.save(case)
    _put_on_record_advice(case, question, advice, adviser, by=by)
    return advice


@transaction.atomic
def take_recommendation(
    *, by: User, proceeding: Proceeding, received_on: date, recommendation: str, version: int | None = None
) -> DelegationRecommendation:
    """Record that the IOPC recommends a chair from outside the force. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    holding.past(received_on, field="received_on", label="The day")
    taken = DelegationRecommendation.objects.create(
        proceeding=proceeding,
        received_on=received_on,
        recommendation=checks.said(
            recommendation, field="recommendation", message="Enter what the IOPC recommends, and why."
        ),
    )
    locking.save(case)
    record(
        "proceedings.delegation_recommended",
        by=by,
        target=case,
        after={"id": taken.pk, "on": received_on, "recommendation": taken.recommendation},
    )
    return taken


@transaction.atomic
def answer_recommendation(
    *,
    by: User,
    taken: DelegationRecommendation,
    is_accepted: bool,
    answered_on: date,
    answer: str,
    version: int | None = None,
) -> DelegationRecommendation:
    """Record the chief officer's answer to the IOPC. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.PROCEEDINGS_RUN, taken.proceeding.case)
    case = holding.lock(taken.proceeding, version=version)
    taken.refresh_from_db()
    if taken.answered_on:
        raise Refused("This recommendation is already answered.")
    holding.past(
        answered_on, field="answered_on", label="The day", since=taken.received_on, since_what="the day it came"
    )
    taken.answer = checks.said(answer, field="answer", message="Enter the answer and its reasons.")
    taken.is_accepted, taken.answered_on = is_accepted, answered_on
    taken.save()
    locking.save(case)
    record(
        "proceedings.delegation_answered",
        by=by,
        target=case,
        after={"id": taken.pk, "on": answered_on, "decision": "Accepted" if is_accepted else "Not accepted"},
        reason=taken.answer,
    )
    return taken


def _put_on_record_advice(case: Case, question: str, advice: Advice, adviser: PanelMember, *, by: User) -> None:
    record(
        "proceedings.advice_logged",
        by=by,
        target=case,
        after={"id": advice.pk, "person": adviser.name, "question": question, "answer": advice.answer},
        reason=advice.not_followed_reason,
    )


def _check_answer(
    sought_on: date, given_on: date | None, answer: str, is_followed: bool | None, not_followed_reason: str
) -> None:
    """Advice that was given has its day and its words, and a reason where it was not followed. Raises Refused."""
    if given_on:
        holding.past(
            given_on, field="given_on", label="The day it was given", since=sought_on, since_what="when it was sought"
        )
        checks.said(answer, field="answer", message="Enter the advice that was given.")
    elif answer.strip() or is_followed is not None:
        raise Refused("Enter the day on which the advice was given.", field="given_on")
    if is_followed is False:
        message = "Enter why the panel did not follow the advice."
        checks.said(not_followed_reason, field="not_followed_reason", message=message)
