"""Somebody's career on one line of time, as far as the person who looks may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cases.clocks.kinds import MilestoneKind
from cases.clocks.models import Milestone
from cases.flags.models import Flag
from cases.models import Subject
from cases.officer_history import Matter, Warned, matters_of, warnings_of
from cases.periods.models import Period
from cases.periods.warnings import career_breaks
from misconduct.accounts.permissions import Doer
from misconduct.core.career_line import CareerLine, Point, Span, career_line
from officers.models import Officer, Posting

_TONES: dict[str, str] = {Period.Kind.SUSPENSION: "suspension", Period.Kind.RESTRICTION: "suspension"}
_SPAN_KEY = (
    ("suspension", "Suspended or restricted"),
    ("warning", "Warning live"),
    ("away", "Probation, career break or criminal proceedings"),
)
_KEY = (("open", "Matter, open"), ("warning", "Matter, proven"), ("quiet", "Matter closed, not proven"))
_MARK_KEY = (("notice", "Notice of investigation served"), ("flag", "Flag raised"))


@dataclass(frozen=True)
class Career:
    """What is known of somebody, already narrowed to what the viewer may see."""

    postings: Sequence[Posting]
    matters: Sequence[Matter]
    warnings: Sequence[Warned]
    periods: Sequence[Period]
    notices: Sequence[Milestone]
    flags: Sequence[Flag]

    @property
    def has_open_matter(self) -> bool:
        return any(matter.case.is_open for matter in self.matters)

    @property
    def open_flags(self) -> list[Flag]:
        """Those that nobody has reviewed yet."""
        return [flag for flag in self.flags if flag.status == Flag.Status.OPEN]

    def running(self, today: date) -> list[Period]:
        """The periods of today."""
        return [period for period in self.periods if period.runs_on(today)]


def career_of(officer: Officer, viewer: Doer) -> Career:
    """Everything within the viewer's sight. A fixed number of queries."""
    matters = matters_of(officer, viewer)
    breaks = career_breaks([officer.pk]).get(officer.pk, ())
    return Career(
        postings=list(officer.postings.select_related("unit", "supervisor")),
        matters=matters,
        warnings=warnings_of(matters, career_breaks=breaks),
        periods=list(Period.objects.visible_to(viewer).filter(officer=officer).select_related("case")),
        notices=notices_of(officer, viewer),
        flags=list(Flag.objects.visible_to(viewer).filter(officer=officer).select_related("rule")),
    )


def notices_of(officer: Officer, viewer: Doer) -> list[Milestone]:
    """Each service of a notice of investigation on this person in cases that the viewer may open. Two queries."""
    subjects = Subject.objects.visible_to(viewer).filter(officer=officer).values_list("pk", flat=True)
    served = Milestone.objects.visible_to(viewer).standing().filter(kind=MilestoneKind.NOTICE_SERVED)
    return list(served.filter(about__in=[f"cases.subject:{pk}" for pk in subjects]).select_related("case"))


def line_of(officer: Officer, career: Career, *, today: date) -> CareerLine | None:
    """Postings above, then suspensions, warnings and time away; below, notices and flags, and under them matters.

    A posting whose start is not known is drawn from the appointment.
    """
    spans = [
        Span(str(posting) or "Not known", start, posting.ends_on or officer.left_on)
        for posting in career.postings
        if (start := posting.starts_on or officer.appointed_on)
    ]
    spans += [
        Span(period.get_kind_display(), period.starts_on, period.ends_on, _TONES.get(period.kind, "away"))
        for period in career.periods
    ]
    spans += [Span(warning.label, warning.live_from, warning.live_to, "warning") for warning in career.warnings]
    return career_line(
        title="Career",
        spans=spans,
        points=[Point(matter.label, matter.dated_on, matter.tone) for matter in career.matters if matter.dated_on],
        marks=[*map(_notice, career.notices), *map(_flag, career.flags)],
        today=today,
        key=_KEY if career.matters else (),
        span_key=_SPAN_KEY,
        mark_key=_MARK_KEY,
    )


def _notice(served: Milestone) -> Point:
    return Point(f"Notice of investigation served, {served.case}", served.reached_on, "notice")


def _flag(flag: Flag) -> Point:
    return Point(f"{flag.rule}: {flag.get_status_display().lower()}", timezone.localdate(flag.fired_at), "flag")
