"""What a letter about proceedings, an interview, a suspension or a delay takes from the records of those parts."""

from collections.abc import Iterable

from django.utils import timezone

from cases.models import Case, Subject
from cases.periods.models import Period
from cases.periods.rules import review_due_on
from cases.proceedings.models import PanelMember, Proceeding, Sitting

Values = dict[str, str]
# The letters whose event is a sitting of the panel; the event of others is something else.
SITTINGS = frozenset({"meeting-date", "hearing-date", "accelerated-hearing", "public-hearing-notice", "witness-notice"})
INTERVIEW = "interview"
DELAYS = frozenset({"delay-report-lpb", "delay-report-iopc", "delay-officer"})
_FIRST, _FURTHER = "First report, at 12 months", "Further report, 6 months after the last"
_NONE = "none"
_GROUNDS = {
    "is_prejudice": "The effective investigation of the case may be prejudiced unless you are suspended.",
    "is_public_interest": "Having regard to the nature of the allegation and any other relevant considerations, "
    "the public interest requires that you are suspended.",
}


def of_proceedings(case: Case, subject: Subject | None, *, letter: str) -> Values:
    """Kind, panel and day of the latest proceedings that go on, against the subject where there is one."""
    going_on = case.proceedings.in_being()
    if subject is not None:
        going_on = going_on.filter(subjects__subject=subject)
    proceeding = going_on.order_by("-number").first()
    if proceeding is None:
        return {}
    values = {"forum": proceeding.get_kind_display(), **_panel(proceeding)}
    if letter in SITTINGS:
        values |= _sitting(proceeding.sittings.to_come().filter(purpose=Sitting.Purpose.MAIN).first())
    return values


def of_interview(subject: Subject | None, *, letter: str) -> Values:
    """When and where the interview is that was proposed and did not take place yet."""
    if subject is None or letter != INTERVIEW:
        return {}
    interview = subject.interviews.filter(attendance="").order_by("-proposed_for").first()
    if interview is None:
        return {}
    at = timezone.localtime(interview.alternative_for or interview.proposed_for)
    return {
        "event_on": at.date().isoformat(),
        "event_at": at.time().isoformat("minutes"),
        "event_place": interview.place,
    }


def of_suspension(case: Case, subject: Subject | None) -> Values:
    """The latest suspension of the subject in this case, as it was recorded."""
    if subject is None or subject.officer_id is None:
        return {}
    kind = Period.Kind.SUSPENSION
    period = case.periods.filter(kind=kind, officer=subject.officer_id).order_by("-starts_on", "-pk").first()
    if period is None:
        return {}
    reviewed = period.reviews.values_list("reviewed_on", flat=True)
    review_on = review_due_on(period.starts_on, reviewed, received_on=case.received_on)
    return {
        "suspended_from": period.starts_on.isoformat(),
        "suspended_to": period.ends_on.isoformat() if period.ends_on else "",
        "told_orally_on": period.told_on.isoformat() if period.told_on else "",
        "redeployment_reasons": period.redeployment_reasons,
        "suspension_ground": next((words for name, words in _GROUNDS.items() if getattr(period, name)), ""),
        "authorised_by": period.authority_label,
        "review_on": review_on.isoformat(),
    }


def of_delay_report(case: Case, *, letter: str) -> Values:
    """What the newest delay report says, which the letters to the bodies and to the officer repeat."""
    report = case.delay_reports.order_by("-clock__due_on", "-pk").first() if letter in DELAYS else None
    if report is None:
        return {}
    earlier = case.delay_reports.filter(clock__due_on__lt=report.clock.due_on)
    return {
        "known_on": report.known_on.isoformat(),
        "report_number": _FURTHER if earlier.exists() else _FIRST,
        "estimated_end_on": report.expected_end_on.isoformat() if report.expected_end_on else "",
        "estimated_report_on": report.expected_report_on.isoformat() if report.expected_report_on else "",
        "progress": report.progress,
        "reasons": report.reason_for_length,
        "planned_steps": report.planned_steps,
    }


def undergone(case: Case, subject: Subject) -> frozenset[str]:
    """What this case has of the subject: a suspension, proceedings, and whether they are a meeting or a hearing."""
    suspensions = case.periods.filter(kind=Period.Kind.SUSPENSION, officer=subject.officer_id)
    kinds = set(case.proceedings.filter(subjects__subject=subject).values_list("kind", flat=True))
    found = {
        "suspension": suspensions.exists(),
        "proceedings": bool(kinds),
        "meeting": Proceeding.Kind.MEETING in kinds,
        "hearing": bool(kinds - {Proceeding.Kind.MEETING}),
    }
    return frozenset(name for name, is_so in found.items() if is_so)


def _panel(proceeding: Proceeding) -> Values:
    serving = list(proceeding.panel.serving())
    if not serving:
        return {}
    capacity = PanelMember.Capacity
    others = (one for one in serving if one.capacity not in (capacity.CHAIR, capacity.ADVISER))
    return {
        "chair": _names(one for one in serving if one.capacity == capacity.CHAIR),
        "panel": _names(others) or _NONE,
        "adviser": _names(one for one in serving if one.capacity == capacity.ADVISER) or _NONE,
    }


def _names(members: Iterable[PanelMember]) -> str:
    return "; ".join(member.name for member in members)


def _sitting(sitting: Sitting | None) -> Values:
    if sitting is None:
        return {}
    return {
        "event_on": sitting.sits_on.isoformat(),
        "event_at": sitting.sits_at.isoformat("minutes") if sitting.sits_at else "",
        "event_place": sitting.place,
    }
