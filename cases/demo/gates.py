"""What the open cases of the plan have behind them, so that none asks again for what was settled long ago."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cases.barred_list import dismissals, owed
from cases.guards.applicability import COMPLAINTS
from cases.investigations.models import ConflictDeclaration, TermsOfReference
from cases.investigations.reference import conflict_items
from cases.models import Assignment, Case, Subject
from cases.proceedings.actions.barred_list import review_not_before
from cases.proceedings.models import ListReturn
from cases.stages import OPEN_STAGES, RecordType, Stage
from cases.triage.models import ReferralCheck, ScheduleThreeDecision, TriageFacts
from cases.triage.questions import referral_criteria, schedule_3_triggers
from misconduct.accounts.models import User

_NOT_TRIAGED = (Stage.RECEIVED, Stage.TRIAGE)
_NOT_INVESTIGATED = (*_NOT_TRIAGED, Stage.REFERRED, Stage.ASSESSMENT)
_AUTHORITY = "The appropriate authority"
_WISHES = "complainant-wishes"
_TERMS = "To find out what was said and done, who was there, and whether anybody was told at the time."
_RETURN_WITHIN = timedelta(days=21)


def settle_what_is_behind(caseworker: User, manager: User, today: date) -> None:
    """Triage of every case beyond it, appointment and terms of every investigation, and returns to the College."""
    triaged = Case.objects.filter(stage__in=set(OPEN_STAGES) - set(_NOT_TRIAGED)).order_by("pk")
    TriageFacts.objects.bulk_create(_facts(case, caseworker) for case in triaged)
    ReferralCheck.objects.bulk_create(_check(case, manager) for case in triaged)
    complaints = triaged.filter(record_type__in=COMPLAINTS)
    ScheduleThreeDecision.objects.bulk_create(_schedule_3(case, caseworker) for case in complaints)
    investigated = triaged.exclude(stage__in=_NOT_INVESTIGATED)
    given = Assignment.objects.filter(case__in=investigated, ended_at__isnull=True).order_by("pk")
    ConflictDeclaration.objects.bulk_create(_declared(assignment) for assignment in given)
    TermsOfReference.objects.bulk_create(_terms(case, manager) for case in investigated)
    _make_returns(caseworker, today)


def _facts(case: Case, by: User) -> TriageFacts:
    return TriageFacts(
        case=case,
        has_conflict=False,
        conflict_note="Everybody who handles it was asked; nobody knows the people in it.",
        has_urgent_risk=False,
        urgent_risk_note="Nobody is at risk while it is looked into.",
        needs_suspension=False,
        suspension_note="Nothing here calls for it.",
        reasons="As noted with each answer.",
        **_ruled(case, by),
    )


def _check(case: Case, by: User) -> ReferralCheck:
    why = "No sign of it in what was reported."
    answers = {one.code: {"met": False, "why": why} for one in referral_criteria(case.received_on)}
    return ReferralCheck(case=case, answers=answers, reasons="As noted with each answer.", **_ruled(case, by))


def _schedule_3(case: Case, by: User) -> ScheduleThreeDecision:
    is_inside = case.record_type == RecordType.COMPLAINT_INSIDE
    reasons = (
        "The complainant asked for it to be recorded."
        if is_inside
        else "The complainant wants an explanation, and nothing in it is serious."
    )
    return ScheduleThreeDecision(
        case=case,
        is_inside=is_inside,
        reason_code=_WISHES if is_inside else "",
        triggers=[_WISHES] if is_inside else [],
        asked=[one.code for one in schedule_3_triggers(case.received_on)],
        reasons=reasons,
        **_ruled(case, by),
    )


def _ruled(case: Case, by: User) -> dict[str, object]:
    """Decided two days after the case came in, and written down then."""
    day = _soon_after(case, 2)
    return {
        "decided_on": day,
        "decided_by": by,
        "authority": _AUTHORITY,
        "regime": case.regime,
        "recorded_at": _at(day),
    }


def _declared(assignment: Assignment) -> ConflictDeclaration:
    day = timezone.localdate(assignment.assigned_at)
    answers = [
        {"code": one.code, "question": one.question, "conflict": one.conflict, "answer": False}
        for one in conflict_items(day)
    ]
    return ConflictDeclaration(
        assignment=assignment,
        answers=answers,
        has_conflict=False,
        declared_by=assignment.investigator,
        declared_at=assignment.assigned_at,
    )


def _terms(case: Case, by: User) -> TermsOfReference:
    day = _soon_after(case, 6)
    return TermsOfReference(case=case, number=1, text=_TERMS, approved_on=day, approved_by=by, recorded_at=_at(day))


def _make_returns(by: User, today: date) -> None:
    """The College was told of everybody, except in the last weeks: those returns are still to be made."""
    _make_barred(by, today)
    before = today - _RETURN_WITHIN
    for subject in owed(Subject.objects.filter(officer__left_on__lt=before)).select_related("case", "officer"):
        _make_advisory(subject, by)


def _make_advisory(subject: Subject, by: User) -> None:
    """Somebody left while a matter went on. The entry ended with the matter, where that has ended."""
    assert subject.officer is not None  # only people who left are asked for
    assert subject.officer.left_on is not None
    because, closed_on = ListReturn.Because.LEFT, subject.case.closed_on
    sent_on = subject.officer.left_on + timedelta(days=4)
    ended = {"ended_on": max(closed_on, sent_on), "ended_as": ListReturn.Ended.CLEARED} if closed_on else {}
    ListReturn.objects.create(
        subject=subject,
        list=ListReturn.List.ADVISORY,
        because=because,
        sent_on=sent_on,
        summary="Left while a matter assessed as gross misconduct was going on.",
        review_not_before=review_not_before(because, sent_on),
        recorded_by=by,
        recorded_at=_at(sent_on),
        ended_reason="The matter ended without a dismissal." if ended else "",
        **ended,
    )


def _make_barred(by: User, today: date) -> None:
    because = ListReturn.Because.DISMISSED
    told: dict[int, ListReturn] = {}
    made = dismissals().filter(decided_on__lt=today - _RETURN_WITHIN).select_related("pair__subject")
    for outcome in made.order_by("decided_on", "pk"):
        sent_on = outcome.decided_on + timedelta(days=4)
        told[outcome.pair.subject_id] = ListReturn(
            subject=outcome.pair.subject,
            list=ListReturn.List.BARRED,
            because=because,
            sent_on=sent_on,
            summary="Dismissed without notice for gross misconduct.",
            review_not_before=review_not_before(because, sent_on),
            recorded_by=by,
            recorded_at=_at(sent_on),
        )
    ListReturn.objects.bulk_create(told.values())


def _soon_after(case: Case, days: int) -> date:
    assert case.received_on is not None  # every case of the plan has its day
    return case.received_on + timedelta(days=days)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(11, 15)))
