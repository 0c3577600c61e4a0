"""The days on which a panel sits: fixing, moving, vacating, holding and adjourning."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils import timezone

from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.clocks.limits import last_day
from cases.models import Case
from cases.proceedings import facts
from cases.proceedings.actions import holding
from cases.proceedings.models import Proceeding, Sitting
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import uk_date


@dataclass(frozen=True)
class Fixture:
    """A sitting as it is fixed: what for, when and where, and whether the public may attend."""

    sits_on: date
    place: str
    held_in: Sitting.HeldIn
    purpose: Sitting.Purpose = Sitting.Purpose.MAIN
    sits_at: time | None = None
    restrictions: str = ""


@transaction.atomic
def fix(*, by: User, proceeding: Proceeding, fixture: Fixture, version: int | None = None) -> Sitting:
    """Fix a day. Raises Refused where the notice is not served yet, ChangedMeanwhile."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    sitting = _create(proceeding, fixture, by=by)
    _set_fixed(case, proceeding, by=by)
    locking.save(case)
    record(
        "proceedings.sitting_fixed",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        after={
            "id": sitting.pk,
            "sitting": sitting.get_purpose_display(),
            "on": sitting.sits_on,
            "place": sitting.place,
        },
        reason=sitting.restrictions,
    )
    return sitting


@transaction.atomic
def move(
    *,
    by: User,
    sitting: Sitting,
    sits_on: date,
    reason: str,
    is_officers_date: bool = False,
    sits_at: time | None = None,
    version: int | None = None,
) -> Sitting:
    """Move a sitting to another day. Raises Refused.

    The other date of an officer who cannot attend is taken where it lies in the time that the law gives for it.
    """
    proceeding = sitting.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    _refuse_over(sitting)
    reason = checks.said(reason, field="reason", message="Enter why the day is changed.")
    if sits_on == sitting.sits_on:
        raise Refused("Enter another day.", field="sits_on")
    if is_officers_date:
        _refuse_too_far(sitting, sits_on)
    fixture = Fixture(
        sits_on=sits_on,
        place=sitting.place,
        held_in=Sitting.HeldIn(sitting.held_in),
        purpose=Sitting.Purpose(sitting.purpose),
        sits_at=sits_at or sitting.sits_at,
        restrictions=sitting.restrictions,
    )
    moved = _create(proceeding, fixture, by=by)
    _vacate(sitting, f"The officer’s other date: {reason}" if is_officers_date else reason)
    sitting.moved_to = moved
    sitting.save(update_fields=["moved_to"])
    _set_fixed(case, proceeding, by=by)
    locking.save(case)
    _put_on_record_moved(case, proceeding, sitting, moved, by=by)
    return moved


@transaction.atomic
def vacate(*, by: User, sitting: Sitting, reason: str, version: int | None = None) -> Sitting:
    """Give up a day without fixing another. Raises Refused, ChangedMeanwhile."""
    proceeding = sitting.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    _refuse_over(sitting)
    _vacate(sitting, checks.said(reason, field="reason", message="Enter why the sitting is vacated."))
    _set_fixed(case, proceeding, by=by)
    locking.save(case)
    record(
        "proceedings.sitting_vacated",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        before={"on": sitting.sits_on},
        after={"id": sitting.pk, "sitting": sitting.get_purpose_display(), "on": None},
        reason=sitting.vacated_reason,
    )
    return sitting


@transaction.atomic
def hold(
    *,
    by: User,
    sitting: Sitting,
    started_at: time,
    ended_at: time,
    adjourned_reason: str = "",
    version: int | None = None,
) -> Sitting:
    """Record that a sitting was held, and why it was adjourned where it was not finished. Raises Refused.

    The hearing itself needs its panel whole, every interest declared and every objection decided.
    """
    proceeding = sitting.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    _refuse_over(sitting)
    holding.past(sitting.sits_on, field="started_at", label="The day of the sitting")
    if ended_at <= started_at:
        raise Refused("The sitting must end after it starts.", field="ended_at")
    if gaps := facts.panel_gaps(proceeding):
        raise Refused(" ".join(gaps))
    sitting.started_at, sitting.ended_at = started_at, ended_at
    sitting.adjourned_reason = adjourned_reason.strip()
    sitting.save(update_fields=["started_at", "ended_at", "adjourned_reason"])
    _set_held(case, sitting, by=by)
    locking.save(case)
    _put_on_record_held(case, proceeding, sitting, by=by)
    return sitting


def _create(proceeding: Proceeding, fixture: Fixture, *, by: User) -> Sitting:
    reached = facts.reached(proceeding)
    served = reached.get(MilestoneKind.PROCEEDINGS_NOTICE_SERVED)
    if served is None:
        raise Refused("Record that the notice was served before a day is fixed.")
    if MilestoneKind.PROCEEDINGS_CONCLUDED in reached:
        raise Refused("These proceedings are concluded.")
    if fixture.sits_on < served:
        raise Refused("The day must be after the notice was served.", field="sits_on")
    is_pre_hearing = fixture.purpose == Sitting.Purpose.PRE_HEARING
    if is_pre_hearing and proceeding.kind != Proceeding.Kind.HEARING:
        raise Refused("Only a misconduct hearing has a pre-hearing.", field="purpose")
    if proceeding.is_meeting and fixture.held_in == Sitting.HeldIn.PUBLIC:
        raise Refused("A misconduct meeting is held in private.", field="held_in")
    if proceeding.is_meeting:
        restrictions = fixture.restrictions.strip() or "Misconduct meetings are held in private."
    else:
        restrictions = fixture.restrictions.strip()
    if fixture.held_in != Sitting.HeldIn.PUBLIC and not restrictions:
        raise Refused("Enter why it is not held in public.", field="restrictions")
    return Sitting.objects.create(
        proceeding=proceeding,
        purpose=fixture.purpose,
        sits_on=fixture.sits_on,
        sits_at=fixture.sits_at,
        place=checks.said(fixture.place, field="place", message="Enter the place."),
        held_in=fixture.held_in,
        restrictions=restrictions,
        fixed_on=timezone.localdate(),
        recorded_by=by,
    )


def _refuse_too_far(sitting: Sitting, sits_on: date) -> None:
    received_on = sitting.proceeding.case.received_on
    last = last_day("hearing-other-date", sitting.sits_on, received_on=received_on)
    if not sitting.sits_on < sits_on <= last:
        raise Refused(
            f"The officer’s other date must be after {uk_date(sitting.sits_on)} and by {uk_date(last)}. "
            "For a later day, say that it is not the officer’s date, with the chair’s reason.",
            field="sits_on",
        )


def _refuse_over(sitting: Sitting) -> None:
    sitting.refresh_from_db()
    if sitting.started_at:
        raise Refused("This sitting was held already.")
    if sitting.vacated_on:
        raise Refused("This sitting was vacated already.")


def _vacate(sitting: Sitting, reason: str) -> None:
    sitting.vacated_on, sitting.vacated_reason = timezone.localdate(), reason
    sitting.save(update_fields=["vacated_on", "vacated_reason"])
    milestones.undone(source=sitting)


def _set_fixed(case: Case, proceeding: Proceeding, *, by: User) -> None:
    """The day fixed is the first day of the hearing itself: the notice to the public counts back from it."""
    if proceeding.is_meeting:
        return
    days = list(proceeding.sittings.fixed().filter(purpose=Sitting.Purpose.MAIN))
    for later in days[1:]:
        if later.started_at is None:
            milestones.undone(source=later)
    for first in days[:1]:
        milestones.reached(
            case=case, kind=MilestoneKind.HEARING_FIXED, on=first.sits_on, by=by, about=proceeding, source=first
        )


def _set_held(case: Case, sitting: Sitting, *, by: User) -> None:
    proceeding = sitting.proceeding
    kind = MilestoneKind.PRE_HEARING_HELD
    if sitting.purpose == Sitting.Purpose.MAIN:
        if facts.has_started(proceeding):
            return
        kind = facts.STARTED[Proceeding.Kind(proceeding.kind)]
    milestones.reached(case=case, kind=kind, on=sitting.sits_on, by=by, about=proceeding, source=sitting)


def _put_on_record_moved(case: Case, proceeding: Proceeding, sitting: Sitting, moved: Sitting, *, by: User) -> None:
    record(
        "proceedings.sitting_moved",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        before={"on": sitting.sits_on},
        after={"id": moved.pk, "sitting": moved.get_purpose_display(), "on": moved.sits_on},
        reason=sitting.vacated_reason,
    )


def _put_on_record_held(case: Case, proceeding: Proceeding, sitting: Sitting, *, by: User) -> None:
    record(
        "proceedings.sitting_held",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        after={
            "id": sitting.pk,
            "sitting": sitting.get_purpose_display(),
            "on": sitting.sits_on,
            "ended": "Adjourned" if sitting.adjourned_reason else "Finished",
        },
        reason=sitting.adjourned_reason,
    )
