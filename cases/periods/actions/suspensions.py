"""Suspending somebody or restricting their duties: imposing, telling, reviewing, ending (SI 2020/4 reg 11)."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from django.db import transaction

from cases.actions import locking
from cases.actions.checks import said
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Subject
from cases.periods.actions import checks
from cases.periods.actions.confirming import follow_letters, letter_of
from cases.periods.codes import CODES
from cases.periods.models import Period
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date


@dataclass(frozen=True)
class Grounds:
    """Both conditions for a suspension, each with its evidence, who authorised it, and the pay that goes on."""

    redeployment_reasons: str
    is_prejudice: bool
    is_public_interest: bool
    ground_reasons: str
    authorised_by: str
    authorised_rank: str
    pay: str = "with-pay"


@transaction.atomic
def suspend(
    *,
    by: User,
    subject: Subject,
    starts_on: date,
    grounds: Grounds,
    told_on: date | None = None,
    confirmed_on: date | None = None,
    version: int | None = None,
) -> Period:
    """Suspend a subject of a case. Refused unless both conditions are met and a senior officer authorised it."""
    require(by, Permission.SUSPENSION_DECIDE, subject.case)
    case = locking.lock_open(subject.case, version=version, while_suspended=True)
    officer, met = checks.officer_of(subject), _both_conditions(grounds)
    _refuse_untimely(starts_on, told_on, confirmed_on)
    period = checks.saved(
        Period(
            officer=officer,
            case=case,
            kind=Period.Kind.SUSPENSION,
            starts_on=starts_on,
            **asdict(met),
            told_on=told_on,
            confirmed_on=confirmed_on,
            recorded_by=by,
        )
    )
    _begun(period, by=by)
    follow_letters(case=case, officer=officer, by=by)
    locking.save(case)
    record("suspension.imposed", by=by, target=case, touched=[officer], after=_told(period), reason=met.ground_reasons)
    return period


@transaction.atomic
def restrict(
    *,
    by: User,
    subject: Subject,
    starts_on: date,
    description: str,
    reasons: str,
    authorised_by: str,
    version: int | None = None,
) -> Period:
    """Restrict somebody's duties. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.SUSPENSION_DECIDE, subject.case)
    case = locking.lock_open(subject.case, version=version, while_suspended=True)
    officer = checks.officer_of(subject)
    checks.in_the_past(starts_on, field="starts_on")
    period = checks.saved(
        Period(
            officer=officer,
            case=case,
            kind=Period.Kind.RESTRICTION,
            starts_on=starts_on,
            description=said(description, field="description", message="Enter what they may not do."),
            ground_reasons=said(reasons, field="reasons", message="Enter why their duties are restricted."),
            authorised_by=said(authorised_by, field="authorised_by", message="Enter who authorised it."),
            recorded_by=by,
        )
    )
    _begun(period, by=by)
    locking.save(case)
    record("restriction.imposed", by=by, target=case, touched=[officer], after=_told(period), reason=reasons)
    return period


@transaction.atomic
def tell(
    *, by: User, period: Period, told_on: date | None, confirmed_on: date | None, version: int | None = None
) -> Period:
    """Keep when the person was told, and when it was confirmed in writing. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.SUSPENSION_DECIDE, period.case)
    assert period.case is not None  # only what a case ordered is told
    case = locking.lock(period.case, version=version)
    held = Period.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if told_on is None and confirmed_on is None:
        raise Refused("Enter at least one of the days.", field="told_on")
    _refuse_another_day_than_its_letter(held, confirmed_on)
    before = {"told_on": held.told_on, "confirmed_on": held.confirmed_on}
    held.told_on, held.confirmed_on = told_on, confirmed_on
    _refuse_untimely(held.starts_on, told_on, confirmed_on)
    checks.saved(held, field="confirmed_on")
    _tell(held, by=by)
    follow_letters(case=case, officer=held.officer, by=by)
    locking.save(case)
    after = {"id": held.pk, "subject": str(held.officer), "told_on": told_on, "confirmed_on": confirmed_on}
    record("suspension.told", by=by, target=case, touched=[held.officer], before=before, after=after)
    return held


@transaction.atomic
def end(*, by: User, period: Period, ends_on: date, reason: str, version: int | None = None) -> Period:
    """End a suspension or restriction; the day still belongs to it. Raises Refused, ChangedMeanwhile."""
    require(by, Permission.SUSPENSION_DECIDE, period.case)
    assert period.case is not None  # only what a case ordered is ended here
    case = locking.lock(period.case, version=version)
    held = close(period=period, ends_on=ends_on, reason=reason, by=by)
    locking.save(case)
    after = {"id": held.pk, "kind": held.get_kind_display(), "subject": str(held.officer), "ends_on": ends_on}
    record("suspension.ended", by=by, target=case, touched=[held.officer], after=after, reason=reason)
    return held


def close(*, period: Period, ends_on: date, reason: str, by: User) -> Period:
    """End a period whose case is locked, as a step of an action that puts it on record. Raises Refused."""
    held = Period.objects.select_for_update(of=("self",)).select_related("case", "officer").get(pk=period.pk)
    if held.ends_on is not None:
        raise Refused("This has already ended.")
    checks.in_the_past(ends_on, field="ends_on")
    held.end_reason = said(reason, field="reason", message="Enter why it ends.")
    held.ends_on, held.ended_by = ends_on, by
    checks.saved(held, field="ends_on")
    if held.case and held.kind in (Period.Kind.SUSPENSION, Period.Kind.RESTRICTION):
        kind = MilestoneKind.SUSPENSION_ENDED
        milestones.reached(case=held.case, kind=kind, on=ends_on, by=by, about=held, source=held)
    return held


def _both_conditions(grounds: Grounds) -> Grounds:
    """The grounds, refused at the condition that is not met."""
    redeployment = said(
        grounds.redeployment_reasons,
        field="redeployment_reasons",
        message="Enter why temporary redeployment was considered and is unsuitable. Without that nobody is suspended.",
    )
    if not (grounds.is_prejudice or grounds.is_public_interest):
        message = "Select prejudice to the investigation, the public interest, or both. One must require it."
        raise Refused(message, field="conditions")
    reasons = said(grounds.ground_reasons, field="ground_reasons", message="Enter the evidence for that condition.")
    name = checks.authorised(grounds.authorised_by, grounds.authorised_rank)
    if not CODES.holds("pay", grounds.pay):
        raise Refused("Choose what pay goes on.", field="pay")
    return replace(grounds, redeployment_reasons=redeployment, ground_reasons=reasons, authorised_by=name)


def _begun(period: Period, *, by: User) -> None:
    assert period.case is not None  # both kinds belong to a case
    kind = MilestoneKind.SUSPENSION_STARTED
    milestones.reached(case=period.case, kind=kind, on=period.starts_on, by=by, about=period, source=period)
    _tell(period, by=by)


def _tell(period: Period, *, by: User) -> None:
    days = {
        MilestoneKind.SUSPENSION_TOLD: period.told_on,
        MilestoneKind.SUSPENSION_CONFIRMED: period.confirmed_on,
    }
    if letter_of(period):
        del days[MilestoneKind.SUSPENSION_CONFIRMED]
    for kind, day in days.items():
        if day and period.case:
            milestones.reached(case=period.case, kind=kind, on=day, by=by, about=period, source=period)


def _refuse_another_day_than_its_letter(period: Period, confirmed_on: date | None) -> None:
    letter = letter_of(period)
    if letter and confirmed_on != period.confirmed_on:
        raise Refused(
            f"It was confirmed by N{letter.number}, which was given on {uk_date(period.confirmed_on)}. "
            "Take back how that letter was given to change the day.",
            field="confirmed_on",
        )


def _refuse_untimely(starts_on: date, told_on: date | None, confirmed_on: date | None) -> None:
    checks.in_the_past(starts_on, field="starts_on")
    checks.in_the_past(told_on, field="told_on")
    checks.in_the_past(confirmed_on, field="confirmed_on")


def _told(period: Period) -> dict[str, object]:
    return {
        "id": period.pk,
        "subject": str(period.officer),
        "starts_on": period.starts_on,
        "restrictions": period.description,
        "pay": period.pay_label,
        "redeployment": period.redeployment_reasons,
        "authority": period.authority_label,
    }
