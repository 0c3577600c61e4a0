"""The dated steps of proceedings: recording one, withdrawing one that proves wrong, and allowing more time."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions import extensions as clock_extensions
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Case
from cases.proceedings import facts
from cases.proceedings.actions import holding
from cases.proceedings.models import Extension, Proceeding, Step
from cases.proceedings.timetable import Step as Due
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date

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
    _refuse_too_soon(proceeding, kind, done_on)
    step = Step.objects.create(
        proceeding=proceeding, kind=kind, done_on=done_on, details=details.strip(), recorded_by=by
    )
    _set_milestones(step, by=by)
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
    due_on: date,
    granted_by: Extension.GrantedBy,
    granted_by_name: str,
    granted_on: date,
    reason: str,
    version: int | None = None,
) -> Extension:
    """Allow more time for a step of the timetable: until when, by whom and why. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    line = next((one for one in facts.steps_of(proceeding, today=granted_on) if one.line.step == step), None)
    if line is None or not line.can_be_extended or line.due_on is None:
        raise Refused("No more time can be given for this step now.", field="step")
    if granted_by not in line.line.extended_by:
        raise Refused("Somebody else decides on more time for this step.", field="granted_by")
    holding.past(granted_on, field="granted_on", label="The day it was granted")
    if due_on <= line.due_on:
        raise Refused(f"The new day must be after {uk_date(line.due_on)}, when it is due now.", field="due_on")
    extension = Extension.objects.create(
        proceeding=proceeding,
        step=step,
        due_before=line.due_on,
        due_on=due_on,
        granted_by=granted_by,
        granted_by_name=checks.said(granted_by_name, field="granted_by_name", message="Enter who granted it."),
        granted_on=granted_on,
        reason=checks.said(reason, field="reason", message="Enter the reason for the extension."),
        recorded_by=by,
    )
    _extend_clock(extension, by=by)
    locking.save(case)
    _put_on_record_extended(case, proceeding, due_on, extension, line, by=by)
    return extension


def _extend_clock(extension: Extension, *, by: User) -> None:
    """The deadline on everybody's list moves with the timetable."""
    proceeding, case = extension.proceeding, extension.proceeding.case
    running = case.clocks.standing().filter(definition=extension.step, about=key_of(proceeding))
    clock = running.filter(satisfied_on__isnull=True, ended_on__isnull=True).last()
    if clock and clock.due_on and clock.due_on < extension.due_on:
        clock_extensions.extend(
            by=by,
            case=case,
            clock=clock,
            until=extension.due_on,
            granted_on=extension.granted_on,
            granted_by=f"{extension.granted_by_name} ({extension.get_granted_by_display().lower()})",
            reason=extension.reason,
        )


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


def _put_on_record_extended(
    case: Case, proceeding: Proceeding, due_on: date, extension: Extension, line: Due, *, by: User
) -> None:
    record(
        "proceedings.extended",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        before={"due_on": line.due_on},
        after={"id": extension.pk, "step": line.line.label, "due_on": due_on, "granted_by": extension.granted_by_name},
        reason=extension.reason,
    )
