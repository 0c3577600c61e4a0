"""Opening proceedings on what the appropriate authority decided, and stopping them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from cases.actions import checks, locking
from cases.models import AllegationSubject, Case
from cases.proceedings.actions import holding
from cases.proceedings.models import Proceeding, ProceedingPair, ProceedingSubject
from cases.regimes import regime_on
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused

# The forum that the appropriate authority decided on, as the code list names it.
FORUMS = {
    Proceeding.Kind.MEETING: "meeting",
    Proceeding.Kind.HEARING: "hearing",
    Proceeding.Kind.ACCELERATED: "accelerated-hearing",
}
# SI 2025/558: from this day a former officer goes to an accelerated hearing unless a full one is chosen.
FORMER_OFFICERS_ACCELERATED_FROM = date(2025, 5, 28)


@transaction.atomic
def open_proceedings(
    *,
    by: User,
    case: Case,
    kind: Proceeding.Kind,
    pairs: Sequence[AllegationSubject],
    opened_on: date,
    reasons: str,
    is_senior: bool = False,
    election: str = "",
    election_reason: str = "",
    version: int | None = None,
) -> Proceeding:
    """Open a meeting or hearing on allegations that are to be answered. Raises Refused, ChangedMeanwhile.

    `election` says who chose a full hearing for a former officer.
    """
    require(by, Permission.PROCEEDINGS_RUN, case)
    case = locking.lock_open(case, version=version)
    since = "the day it was received"
    holding.past(opened_on, field="opened_on", label="The day", since=case.received_on, since_what=since)
    reasons = checks.said(reasons, field="reasons", message="Enter why there are proceedings of this kind.")
    _refuse_unfit(case, kind, pairs)
    _refuse_without_election(kind, opened_on, election, election_reason, has_left=_has_left(pairs, opened_on))
    if kind == Proceeding.Kind.ACCELERATED and not _has_left(pairs, opened_on):
        _refuse_uncertified(pairs)
    proceeding = Proceeding.objects.create(
        case=case,
        number=case.proceedings.count() + 1,
        kind=kind,
        is_senior=is_senior,
        regime=regime_on(opened_on),
        opened_on=opened_on,
        opened_by=by,
        reasons=reasons,
    )
    _take_in(proceeding, pairs, election=election, election_reason=election_reason)
    locking.save(case)
    _put_on_record_opened(case, reasons, proceeding, opened_on, pairs, by=by)
    return proceeding


@transaction.atomic
def stop(*, by: User, proceeding: Proceeding, stopped_on: date, reason: str, version: int | None = None) -> Proceeding:
    """Stop proceedings that will not be concluded, such as when the authority withdraws them. Raises Refused."""
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    holding.past(
        stopped_on,
        field="stopped_on",
        label="The day",
        since=proceeding.opened_on,
        since_what="the day they were opened",
    )
    reason = checks.said(reason, field="reason", message="Enter why the proceedings are stopped.")
    if proceeding.steps.standing().filter(kind="concluded").exists():
        raise Refused("These proceedings are concluded: they cannot be stopped any more.")
    proceeding.stopped_on, proceeding.stopped_reason = stopped_on, reason
    proceeding.save(update_fields=["stopped_on", "stopped_reason"])
    locking.save(case)
    record(
        "proceedings.stopped",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        after={"id": proceeding.pk, "proceedings": proceeding.get_kind_display(), "on": stopped_on},
        reason=reason,
    )
    return proceeding


@transaction.atomic
def set_representation(
    *, by: User, person: ProceedingSubject, police_friend: str = "", lawyer: str = "", version: int | None = None
) -> ProceedingSubject:
    """Who stands by a person: their police friend and their lawyer, as they are named now."""
    proceeding = person.proceeding
    require(by, Permission.PROCEEDINGS_RUN, proceeding.case)
    case = holding.lock(proceeding, version=version)
    before = {"police_friend": person.police_friend, "lawyer": person.lawyer}
    person.police_friend, person.lawyer = police_friend.strip(), lawyer.strip()
    person.save(update_fields=["police_friend", "lawyer"])
    locking.save(case)
    record(
        "proceedings.representation_set",
        by=by,
        target=case,
        touched=filter(None, [person.subject.officer]),
        before=before,
        after={
            "id": proceeding.pk,
            "subject": str(person.subject),
            "police_friend": person.police_friend,
            "lawyer": person.lawyer,
        },
    )
    return person


def _refuse_unfit(case: Case, kind: Proceeding.Kind, pairs: Sequence[AllegationSubject]) -> None:
    if not pairs:
        raise Refused("Choose at least one allegation.", field="pairs")
    for pair in pairs:
        words = f"allegation {pair.allegation.number} against {pair.subject}"
        if pair.allegation.case_id != case.pk:
            raise Refused("Choose allegations of this case.", field="pairs")
        if pair.subject.officer_id is None:
            raise Refused("Say who the person is before proceedings are opened against them.", field="pairs")
        if pair.proceedings.filter(proceeding__stopped_on__isnull=True).exists():
            raise Refused(f"There are proceedings on {words} already.", field="pairs")
        answer = _ruled(pair, "case_to_answer")
        if answer == "":
            raise Refused(f"Record first whether there is a case to answer on {words}.", field="pairs")
        if answer == "no-case":
            raise Refused(f"There is no case to answer on {words}.", field="pairs")
        if answer == "gross-misconduct" and kind == Proceeding.Kind.MEETING:
            raise Refused(f"Gross misconduct goes to a hearing: {words} cannot go to a meeting.", field="kind")
        _refuse_other_forum(pair, kind, words)


def _refuse_other_forum(pair: AllegationSubject, kind: Proceeding.Kind, words: str) -> None:
    forum = _ruled(pair, "forum")
    if not forum:
        raise Refused(f"Record first to which forum {words} is referred.", field="pairs")
    if forum != FORUMS[kind]:
        raise Refused(f"Another forum was decided for {words}. Record a new decision first.", field="kind")


def _refuse_uncertified(pairs: Sequence[AllegationSubject]) -> None:
    for pair in pairs:
        if _ruled(pair, "special_conditions") != "certified":
            raise Refused(
                "An accelerated hearing needs the special conditions to be certified, for allegation "
                f"{pair.allegation.number} against {pair.subject} too.",
                field="kind",
            )


def _has_left(pairs: Sequence[AllegationSubject], on: date) -> bool:
    days = [pair.subject.officer.left_on for pair in pairs if pair.subject.officer]
    return any(day is not None and day <= on for day in days)


def _refuse_without_election(kind: Proceeding.Kind, on: date, election: str, reason: str, *, has_left: bool) -> None:
    if election and not reason.strip():
        raise Refused("Enter what was said or decided.", field="election_reason")
    if not has_left or on < FORMER_OFFICERS_ACCELERATED_FROM:
        if election:
            raise Refused("Only a former officer chooses a full hearing. Leave this empty.", field="election")
        return
    if kind == Proceeding.Kind.MEETING:
        raise Refused("A former officer goes to a hearing, not to a meeting.", field="kind")
    if kind == Proceeding.Kind.HEARING and not election:
        raise Refused(
            "A former officer goes to an accelerated hearing unless they opt for a full one or the appropriate "
            "authority decides on one. Say who did.",
            field="election",
        )
    if kind == Proceeding.Kind.ACCELERATED and election:
        raise Refused("A full hearing was chosen: open a misconduct hearing.", field="kind")


def _take_in(
    proceeding: Proceeding, pairs: Sequence[AllegationSubject], *, election: str, election_reason: str
) -> None:
    for subject in {pair.subject_id: pair.subject for pair in pairs}.values():
        has_left = subject.officer and subject.officer.left_on and subject.officer.left_on <= proceeding.opened_on
        ProceedingSubject.objects.create(
            proceeding=proceeding,
            subject=subject,
            election=election if has_left else "",
            election_on=proceeding.opened_on if election and has_left else None,
            election_reason=election_reason.strip() if has_left else "",
        )
    for pair in pairs:
        ProceedingPair.objects.create(proceeding=proceeding, pair=pair)


def _ruled(pair: AllegationSubject, kind: str) -> str:
    """The code of the decision of a kind that is in force on a pair; empty for none."""
    found = pair.decisions.in_force().filter(kind=kind).select_related("value").first()
    return found.value.code if found else ""


def _put_on_record_opened(
    case: Case, reasons: str, proceeding: Proceeding, opened_on: date, pairs: Sequence[AllegationSubject], *, by: User
) -> None:
    record(
        "proceedings.opened",
        by=by,
        target=case,
        touched=holding.officers_of(proceeding),
        after={
            "id": proceeding.pk,
            "proceedings": proceeding.get_kind_display(),
            "on": opened_on,
            "subjects": sorted({str(pair.subject) for pair in pairs}),
            "allegations": sorted({pair.allegation.number for pair in pairs}),
        },
        reason=reasons,
    )
