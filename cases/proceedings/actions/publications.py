"""What is published of a hearing: the chair's decision, what others asked for, and when and where it stood.

Nothing is published from here. Families and victims hear of it before anybody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.actions.superseding import superseded
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Case
from cases.proceedings import facts
from cases.proceedings.actions import holding
from cases.proceedings.models import Proceeding, Publication, Representation
from cases.proceedings.telling import not_yet_told
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.wording import listed, uk_date

PUBLISHED = {
    Publication.Kind.HEARING_NOTICE: MilestoneKind.HEARING_NOTICE_PUBLISHED,
    Publication.Kind.OUTCOME_REPORT: MilestoneKind.OUTCOME_PUBLISHED,
}
STAYS_UP = "outcome-published"


@dataclass(frozen=True)
class Ruling:
    """What the chair decided on publication: what it shows, or that it is dispensed with, and why."""

    decided_on: date
    decided_by_name: str
    reasons: str
    is_dispensed_with: bool = False
    shows: Sequence[str] = ()
    redaction: str = ""


@transaction.atomic
def decide(
    *, by: User, proceeding: Proceeding, kind: Publication.Kind, ruling: Ruling, version: int | None = None
) -> Publication:
    """Record the chair's decision, in place of an earlier one. Raises Refused, ChangedMeanwhile.

    Meetings are not published. Of the report on the outcome only the redacted version goes to the public.
    """
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    if proceeding.is_meeting:
        raise Refused("Nothing is published of a misconduct meeting.")
    holding.past(ruling.decided_on, field="decided_on", label="The day")
    if not ruling.is_dispensed_with and not ruling.shows:
        raise Refused("Select what it shows, or say that it is dispensed with.", field="shows")
    if ruling.is_dispensed_with and ruling.shows:
        raise Refused("What is dispensed with shows nothing. Select none.", field="shows")
    earlier = _in_force(proceeding, kind)
    if earlier and earlier.published_on:
        raise Refused(f"This was published on {uk_date(earlier.published_on)}. It cannot be decided again.")
    superseded(earlier)
    publication = Publication.objects.create(
        proceeding=proceeding,
        kind=kind,
        is_dispensed_with=ruling.is_dispensed_with,
        shows=list(ruling.shows),
        decided_on=ruling.decided_on,
        decided_by_name=checks.said(ruling.decided_by_name, field="decided_by_name", message="Enter who decided."),
        reasons=checks.said(ruling.reasons, field="reasons", message="Enter the reasons for the decision."),
        redaction=ruling.redaction.strip(),
        recorded_by=by,
    )
    locking.save(case)
    _put_on_record_decided(case, proceeding, publication, by=by)
    return publication


@transaction.atomic
def put_up(
    *,
    by: User,
    publication: Publication,
    published_on: date,
    place: str,
    told_note: str,
    version: int | None = None,
) -> Publication:
    """Record where and when it was published. Refused until families and victims have been told. Raises Refused."""
    proceeding = publication.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    publication.refresh_from_db()
    _refuse_unfit(publication)
    holding.past(
        published_on,
        field="published_on",
        label="The day",
        since=publication.decided_on,
        since_what="the day it was decided",
    )
    if untold := not_yet_told(case):
        raise Refused(
            f"Tell {listed(untold)} first, and record it on the contact log: families and victims hear of it "
            "before it is published."
        )
    publication.published_on = published_on
    publication.place = checks.said(place, field="place", message="Enter where it was published.")
    message = "Enter how families and victims were told, or that there are none."
    publication.told_note = checks.said(told_note, field="told_note", message=message)
    publication.save(update_fields=["published_on", "place", "told_note"])
    kind = PUBLISHED[Publication.Kind(publication.kind)]
    milestones.reached(case=case, kind=kind, on=published_on, by=by, about=proceeding, source=publication)
    locking.save(case)
    _put_on_record_published(case, proceeding, published_on, publication, by=by)
    return publication


@transaction.atomic
def take_down(*, by: User, publication: Publication, taken_down_on: date, version: int | None = None) -> Publication:
    """Record that it was taken down. The report on the outcome stays up for its least time. Raises Refused."""
    proceeding = publication.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    publication.refresh_from_db()
    if publication.published_on is None:
        raise Refused("This is not published.")
    if publication.taken_down_on:
        raise Refused(f"This was taken down on {uk_date(publication.taken_down_on)}.")
    holding.past(
        taken_down_on,
        field="taken_down_on",
        label="The day",
        since=publication.published_on,
        since_what="the day it was published",
    )
    is_report = publication.kind == Publication.Kind.OUTCOME_REPORT
    if is_report:
        _refuse_too_early(proceeding, taken_down_on)
    publication.taken_down_on = taken_down_on
    publication.save(update_fields=["taken_down_on"])
    if is_report:
        kind = MilestoneKind.OUTCOME_TAKEN_DOWN
        milestones.reached(case=case, kind=kind, on=taken_down_on, by=by, about=proceeding, source=publication)
    locking.save(case)
    record(
        "proceedings.taken_down",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        after={"id": publication.pk, "publication": publication.get_kind_display(), "on": taken_down_on},
    )
    return publication


@transaction.atomic
def represent(
    *,
    by: User,
    proceeding: Proceeding,
    sender: Representation.Sender,
    received_on: date,
    text: str,
    sender_name: str = "",
    decision: str = "",
    decided_on: date | None = None,
    version: int | None = None,
) -> Representation:
    """Record what somebody asked of the chair about publication or privacy, and the decision where there is one."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    holding.past(received_on, field="received_on", label="The day")
    if bool(decision.strip()) != (decided_on is not None):
        field = "decision" if decided_on else "decided_on"
        raise Refused("Enter both the decision and its day, or neither.", field=field)
    if decided_on:
        holding.past(decided_on, field="decided_on", label="The day", since=received_on, since_what="the day it came")
    made = Representation.objects.create(
        proceeding=proceeding,
        sender=sender,
        sender_name=sender_name.strip(),
        received_on=received_on,
        text=checks.said(text, field="text", message="Enter what was asked."),
        decision=decision.strip(),
        decided_on=decided_on,
    )
    locking.save(case)
    record(
        "proceedings.representation_made",
        by=by,
        target=case,
        after={"id": made.pk, "sender": made.get_sender_display(), "on": received_on, "decision": made.decision},
    )
    return made


def _refuse_unfit(publication: Publication) -> None:
    if publication.superseded_at:
        raise Refused("A later decision has taken the place of this one.")
    if publication.is_dispensed_with:
        raise Refused("Publication was dispensed with. Record a new decision first.")
    if publication.published_on:
        raise Refused(f"This was already published on {uk_date(publication.published_on)}.")
    reached = facts.reached(publication.proceeding)
    is_notice = publication.kind == Publication.Kind.HEARING_NOTICE
    if is_notice and MilestoneKind.HEARING_FIXED not in reached:
        raise Refused("Fix the day of the hearing first.")
    if not is_notice and MilestoneKind.PROCEEDINGS_CONCLUDED not in reached:
        raise Refused("The outcome can be published once the proceedings are concluded.")


def _refuse_too_early(proceeding: Proceeding, day: date) -> None:
    line = next(one for one in facts.steps_of(proceeding, today=day) if one.line.step == STAYS_UP)
    if line.not_before and day < line.not_before:
        raise Refused(f"The report stays published until {uk_date(line.not_before)} at least.", field="taken_down_on")


def _in_force(proceeding: Proceeding, kind: Publication.Kind) -> Publication | None:
    return proceeding.publications.filter(kind=kind, superseded_at__isnull=True).first()


def _put_on_record_decided(case: Case, proceeding: Proceeding, publication: Publication, *, by: User) -> None:
    record(
        "proceedings.publication_decided",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        after={
            "id": publication.pk,
            "publication": publication.get_kind_display(),
            "decision": "Dispensed with" if publication.is_dispensed_with else "To be published",
            "shows": publication.shows_in_words,
            "on": publication.decided_on,
        },
        reason=publication.reasons,
    )


def _put_on_record_published(
    case: Case, proceeding: Proceeding, published_on: date, publication: Publication, *, by: User
) -> None:
    record(
        "proceedings.published",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        after={
            "id": publication.pk,
            "publication": publication.get_kind_display(),
            "on": published_on,
            "place": publication.place,
        },
        reason=publication.told_note,
    )
