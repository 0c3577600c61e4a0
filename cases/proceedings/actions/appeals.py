"""Appeals against what a meeting or a hearing decided, and what comes of them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.actions.outcomes import Terms, record_outcome
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Case, Code, Outcome, Subject
from cases.proceedings import appeal_windows, facts
from cases.proceedings.actions import holding
from cases.proceedings.models import Appeal, AppealResult, Proceeding, ProceedingPair
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date

AUTHORITIES = {Appeal.Body.MEETING: "Appeal meeting", Appeal.Body.TRIBUNAL: "Police Appeals Tribunal"}


@transaction.atomic
def lodge(
    *,
    by: User,
    proceeding: Proceeding,
    subject: Subject,
    appellant: Appeal.Appellant,
    lodged_on: date,
    grounds: Sequence[Appeal.Ground],
    reasons: str,
    late_reason: str = "",
    version: int | None = None,
) -> Appeal:
    """Record an appeal about one person. Raises Refused where nobody may appeal so, or it is late without a reason."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    told = _told(proceeding, subject, lodged_on)
    if not grounds:
        raise Refused("Select at least one ground.", field="grounds")
    rule = _right_of(appellant, proceeding, told)
    last = appeal_windows.last_day(rule, told)
    if lodged_on > last and not late_reason.strip():
        raise Refused(
            f"The time to appeal ended on {uk_date(last)}. Enter why the appeal was taken although it is late.",
            field="late_reason",
        )
    appeal = Appeal.objects.create(
        proceeding=proceeding,
        subject=subject,
        body=rule.body,
        appellant=appellant,
        lodged_on=lodged_on,
        grounds=list(grounds),
        reasons=checks.said(reasons, field="reasons", message="Enter what the appeal says."),
        late_reason=late_reason.strip() if lodged_on > last else "",
        recorded_by=by,
    )
    _tell_clocks(appeal, by=by)
    locking.save(case)
    _put_on_record_lodged(case, lodged_on, appeal, subject, by=by)
    return appeal


@transaction.atomic
def determine(
    *,
    by: User,
    appeal: Appeal,
    decision: Appeal.Decision,
    decided_on: date,
    decided_by_name: str,
    reasons: str,
    is_more_senior: bool | None = None,
    version: int | None = None,
) -> Appeal:
    """Record how an appeal was decided. A meeting's appeal is decided by somebody senior to whoever conducted it.

    Where it is allowed, the new outcome follows by `give_effect`. Raises Refused, ChangedMeanwhile.
    """
    proceeding = appeal.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    appeal.refresh_from_db()
    if appeal.decided_on:
        raise Refused("This appeal is already decided.")
    holding.past(
        decided_on, field="decided_on", label="The day", since=appeal.lodged_on, since_what="the day it was made"
    )
    name = checks.said(decided_by_name, field="decided_by_name", message="Enter who decided.")
    needs_senior = appeal.body == Appeal.Body.MEETING and decision != Appeal.Decision.WITHDRAWN
    if needs_senior and not is_more_senior:
        message = "An appeal against a meeting is decided by somebody senior to whoever conducted it. Confirm that."
        raise Refused(message, field="is_more_senior")
    if needs_senior and proceeding.panel.filter(name__iexact=name).exists():
        raise Refused(f"{name} conducted the meeting and cannot decide the appeal.", field="decided_by_name")
    appeal.decision, appeal.decided_on, appeal.decided_by_name = decision, decided_on, name
    appeal.is_more_senior = bool(is_more_senior) if needs_senior else None
    appeal.decision_reasons = checks.said(reasons, field="reasons", message="Enter the reasons for the decision.")
    appeal.save()
    locking.save(case)
    _put_on_record_determined(case, decided_on, appeal, by=by)
    return appeal


@transaction.atomic
def give_effect(
    *,
    by: User,
    appeal: Appeal,
    pair: ProceedingPair,
    value: Code,
    reasons: str,
    live_from: date | None = None,
    live_to: date | None = None,
    version: int | None = None,
) -> AppealResult:
    """Put the outcome that an appeal decided on in place of the earlier one, which stays. Raises Refused."""
    proceeding = appeal.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    appeal.refresh_from_db()
    if appeal.decision not in (Appeal.Decision.ALLOWED, Appeal.Decision.PART) or appeal.decided_on is None:
        raise Refused("Only an appeal that was allowed changes an outcome.")
    if pair.proceeding_id != proceeding.pk or pair.pair.subject_id != appeal.subject_id:
        raise Refused("Choose an allegation that the appeal is about.", field="pair")
    if appeal.results.filter(pair=pair).exists():
        raise Refused("The result of this appeal is already recorded for that allegation.", field="pair")
    outcome = record_outcome(
        by=by,
        pair=pair.pair,
        value=value,
        reasons=reasons,
        decided_on=appeal.decided_on,
        authority=AUTHORITIES[Appeal.Body(appeal.body)],
        terms=Terms(live_from=live_from, live_to=live_to, is_on_appeal=True),
    )
    result = AppealResult.objects.create(appeal=appeal, pair=pair, outcome=outcome)
    _put_on_record_given_effect(case, outcome, result, appeal, pair, by=by)
    return result


def _right_of(appellant: Appeal.Appellant, proceeding: Proceeding, told: date) -> appeal_windows.AppealRule:
    """The right by which somebody appeals. Raises Refused where the law of the day gave none."""
    rights = appeal_windows.rights(proceeding.kind, told)
    rule = next((one for one in rights if one.appellant == appellant), None)
    if rule is None:
        words = f"{Appeal.Appellant(appellant).label} had no right of appeal on {uk_date(told)}."
        raise Refused(words, field="appellant")
    return rule


def _told(proceeding: Proceeding, subject: Subject, lodged_on: date) -> date:
    """The day from which the time to appeal runs. Raises Refused where nobody was told, or an appeal is open."""
    if not proceeding.subjects.filter(subject=subject).exists():
        raise Refused("Choose a person the proceedings are against.", field="subject")
    told = facts.told_on(proceeding)
    if told is None:
        raise Refused("Record first when the officer was told of the outcome: the time to appeal runs from it.")
    holding.past(lodged_on, field="lodged_on", label="The day", since=told, since_what="the day the officer was told")
    if proceeding.appeals.undetermined().filter(subject=subject).exists():
        raise Refused("An appeal about this person is still to be decided.", field="subject")
    return told


def _tell_clocks(appeal: Appeal, *, by: User) -> None:
    case, kind = appeal.proceeding.case, MilestoneKind.APPEAL_MADE
    for about in (appeal.subject, appeal.proceeding):
        milestones.reached(case=case, kind=kind, on=appeal.lodged_on, by=by, about=about, source=appeal)


def _put_on_record_lodged(case: Case, lodged_on: date, appeal: Appeal, subject: Subject, *, by: User) -> None:
    record(
        "proceedings.appeal_lodged",
        by=by,
        target=case,
        touched=filter(None, [subject.officer]),
        after={
            "id": appeal.pk,
            "subject": str(subject),
            "appellant": appeal.get_appellant_display(),
            "body": appeal.get_body_display(),
            "grounds": appeal.grounds_in_words,
            "on": lodged_on,
        },
        reason=appeal.reasons,
    )


def _put_on_record_determined(case: Case, decided_on: date, appeal: Appeal, *, by: User) -> None:
    record(
        "proceedings.appeal_determined",
        by=by,
        target=case,
        touched=filter(None, [appeal.subject.officer]),
        after={
            "id": appeal.pk,
            "subject": str(appeal.subject),
            "decision": appeal.get_decision_display(),
            "body": appeal.get_body_display(),
            "on": decided_on,
        },
        reason=appeal.decision_reasons,
    )


def _put_on_record_given_effect(
    case: Case, outcome: Outcome, result: AppealResult, appeal: Appeal, pair: ProceedingPair, *, by: User
) -> None:
    record(
        "proceedings.appeal_given_effect",
        by=by,
        target=case,
        touched=filter(None, [appeal.subject.officer]),
        after={
            "id": result.pk,
            "subject": str(appeal.subject),
            "allegation": pair.pair.allegation.number,
            "value": str(outcome.value),
        },
        reason=outcome.reasons,
    )
