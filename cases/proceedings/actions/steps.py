"""The dated steps of proceedings: recording one, withdrawing one that proves wrong, and allowing more time."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions import extensions, milestones
from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import ClockExtension
from cases.proceedings import facts
from cases.proceedings.actions import holding
from cases.proceedings.actions.telling import follow_letters
from cases.proceedings.models import Proceeding, Step
from cases.proceedings.timetable import GrantedBy, rules
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import mid_sentence

Kind, Reached = Step.Kind, MilestoneKind
ALL = frozenset(Proceeding.Kind)
# The kinds of proceedings that have the step.
STEPS: dict[Step.Kind, frozenset[Proceeding.Kind]] = {
    Kind.NOTICE_SERVED: ALL,
    Kind.PAPERS_SERVED: frozenset({Proceeding.Kind.MEETING, Proceeding.Kind.HEARING}),
    Kind.LISTS_EXCHANGED: frozenset({Proceeding.Kind.MEETING, Proceeding.Kind.HEARING}),
    Kind.BUNDLE_SENT: frozenset({Proceeding.Kind.MEETING, Proceeding.Kind.HEARING}),
    Kind.CONCLUDED: ALL,
    Kind.REPORT_SENT: ALL,
    Kind.OUTCOME_NOTIFIED: ALL,
    Kind.RECORD_KEPT: frozenset({Proceeding.Kind.HEARING, Proceeding.Kind.ACCELERATED}),
}
_MILESTONES = {
    Kind.PAPERS_SERVED: (Reached.PAPERS_SERVED,),
    Kind.LISTS_EXCHANGED: (Reached.WITNESS_LISTS_EXCHANGED,),
    Kind.BUNDLE_SENT: (Reached.BUNDLE_SENT,),
    Kind.CONCLUDED: (Reached.PROCEEDINGS_CONCLUDED,),
    Kind.REPORT_SENT: (Reached.PANEL_REPORTED,),
    Kind.RECORD_KEPT: (Reached.RECORD_KEPT,),
}
# What must have happened before, and how that is said.
_AFTER = {
    Kind.PAPERS_SERVED: (Reached.PROCEEDINGS_NOTICE_SERVED, "the notice of referral is served"),
    Kind.LISTS_EXCHANGED: (Reached.PROCEEDINGS_RESPONSE, "every officer’s response is recorded"),
    Kind.BUNDLE_SENT: (Reached.WITNESS_LISTS_EXCHANGED, "the witness lists are exchanged"),
    Kind.REPORT_SENT: (Reached.PROCEEDINGS_CONCLUDED, "the proceedings are concluded"),
    Kind.OUTCOME_NOTIFIED: (Reached.PROCEEDINGS_CONCLUDED, "the proceedings are concluded"),
}


@transaction.atomic
def record_step(
    *,
    by: User,
    proceeding: Proceeding,
    kind: Step.Kind,
    done_on: date,
    details: str = "",
    version: int | None = None,
) -> Step:
    """Record a dated step and set its milestones. Raises Refused with what must come first, ChangedMeanwhile."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    kind = Step.Kind(kind)
    if proceeding.kind not in STEPS[kind]:
        raise Refused(f"A {proceeding.get_kind_display().lower()} has no such step.")
    if proceeding.steps.standing().filter(kind=kind).exists():
        raise Refused("This step is already recorded. Withdraw it first if it is wrong.")
    _refuse_told_by_letter(proceeding, kind)
    _refuse_too_soon(proceeding, kind, done_on)
    step = Step.objects.create(
        proceeding=proceeding, kind=kind, done_on=done_on, details=details.strip(), recorded_by=by
    )
    _set_milestones(step, by=by)
    follow_letters(proceeding, by=by)
    locking.save(case)
    record(
        "proceedings.step_recorded",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        after={"id": step.pk, "step": kind.label, "on": done_on, "details": step.details},
    )
    return step


@transaction.atomic
def withdraw_step(*, by: User, step: Step, reason: str, version: int | None = None) -> Step:
    """Take back a step that was recorded in error, with its milestones. It stays to be seen. Raises Refused."""
    proceeding = step.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    held = proceeding.steps.standing().filter(pk=step.pk).first()
    if held is None:
        raise Refused("This step was already withdrawn.")
    held.withdrawn_reason = checks.said(reason, field="reason", message="Enter why the step is withdrawn.")
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    milestones.undone(source=held)
    follow_letters(proceeding, by=by)
    locking.save(case)
    record(
        "proceedings.step_withdrawn",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        before={"on": held.done_on},
        after={"id": held.pk, "step": held.get_kind_display(), "on": None},
        reason=held.withdrawn_reason,
    )
    return held


@transaction.atomic
def extend(
    *,
    by: User,
    proceeding: Proceeding,
    step: str,
    until: date,
    granted_by: GrantedBy,
    granted_by_name: str,
    granted_on: date,
    reason: str,
    version: int | None = None,
) -> ClockExtension:
    """Allow more time for a step of the timetable, which is the deadline on everybody's list.

    Raises Refused, ChangedMeanwhile.
    """
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    line = next((one for one in rules(proceeding.kind, case.received_on) if one.step == step), None)
    clock = facts.clocks_of(proceeding).filter(definition=step, satisfied_on=None, ended_on=None).last()
    if line is None or clock is None or not line.extended_by:
        raise Refused("No more time can be given for this step now.", field="step")
    if granted_by not in line.extended_by:
        raise Refused("Somebody else decides on more time for this step.", field="granted_by")
    name = checks.said(granted_by_name, field="granted_by_name", message="Enter who granted it.")
    return extensions.extend(
        by=by,
        case=case,
        clock=clock,
        until=until,
        granted_on=granted_on,
        granted_by=f"{name} ({mid_sentence(GrantedBy(granted_by).label)})",
        reason=reason,
        touched=holding.officers_of(proceeding),
    )


def _refuse_told_by_letter(proceeding: Proceeding, kind: Step.Kind) -> None:
    letter = facts.letter_told_by(proceeding) if kind is Kind.OUTCOME_NOTIFIED else None
    if letter:
        raise Refused(f"This is recorded already: N{letter.number} told them. Take back how it was given first.")


def _refuse_too_soon(proceeding: Proceeding, kind: Step.Kind, done_on: date) -> None:
    reached = facts.reached(proceeding)
    before, words = _AFTER.get(kind, (None, ""))
    if kind in (Kind.CONCLUDED, Kind.RECORD_KEPT):
        before, words = facts.STARTED[Proceeding.Kind(proceeding.kind)], "it has been heard"
    if before and before not in reached:
        raise Refused(f"This can be recorded once {words}.")
    since = reached[before] if before else proceeding.opened_on
    since_what = "the day of the step before" if before else "the day the proceedings were opened"
    holding.past(done_on, field="done_on", label="The day", since=since, since_what=since_what)
    if kind is Kind.CONCLUDED:
        _refuse_unfinished(proceeding)


def _refuse_unfinished(proceeding: Proceeding) -> None:
    """Everything before the panel has its finding and its outcome, and no sitting is still to come."""
    for lacking, what in (
        (facts.without_finding(proceeding), "finding"),
        (facts.without_outcome(proceeding), "outcome"),
    ):
        pair = lacking.first()
        if pair:
            raise Refused(f"Record the {what} on allegation {pair.allegation.number} against {pair.subject} first.")
    if proceeding.sittings.to_come().exists():
        raise Refused("A sitting is still to come. Record that it was held, or vacate it.")


def _set_milestones(step: Step, *, by: User) -> None:
    proceeding, case = step.proceeding, step.proceeding.case
    kinds: tuple[MilestoneKind, ...] = _MILESTONES.get(Kind(step.kind), ())
    if step.kind == Kind.NOTICE_SERVED:
        kinds = (Reached.PROCEEDINGS_NOTICE_SERVED,)
        if proceeding.kind == Proceeding.Kind.ACCELERATED:
            kinds = (*kinds, Reached.ACCELERATED_NOTICE_SERVED)
    for kind in kinds:
        milestones.reached(case=case, kind=kind, on=step.done_on, by=by, about=proceeding, source=step)
    if step.kind == Kind.OUTCOME_NOTIFIED:
        told = [proceeding, *(person.subject for person in proceeding.subjects.select_related("subject"))]
        for about in told:
            milestones.reached(
                case=case, kind=Reached.OUTCOME_NOTIFIED, on=step.done_on, by=by, about=about, source=step
            )
