"""Everything that somebody was ever a subject of, as one person may see it. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet

from cases.models import AllegationSubject, Case, Decision, Outcome, Subject
from cases.periods.rules import Days, live_until
from cases.querysets import SubjectQuerySet
from cases.stages import Ending
from misconduct.accounts.permissions import Doer
from misconduct.core.months import months_before
from officers.models import Officer

# How a case may end that its outcomes do not tell.
_TELLING_ENDINGS = (Ending.WITHDRAWN, Ending.MERGED)
WINDOWS = ((12, "Last 12 months"), (24, "Last 24 months"), (60, "Last 5 years"))


@dataclass(frozen=True)
class Warned:
    """A warning with the days it was given for, both included. It has no end while a career break keeps it alive."""

    label: str
    live_from: date
    live_to: date | None


@dataclass(frozen=True)
class Matter:
    """One case of somebody's history: a line of facts. It opens only where the case itself may be seen."""

    case: Case
    is_openable: bool
    categories: tuple[str, ...]
    notified_on: date | None
    case_to_answer: tuple[str, ...]
    findings: tuple[str, ...]
    outcomes: tuple[str, ...]
    is_proven: bool
    finalised_on: date | None
    unit_at_time: str
    rank_at_time: str
    warnings: tuple[Warned, ...]

    @property
    def dated_on(self) -> date | None:
        """The day it came in; where the source holds none, the day it was settled."""
        return self.case.received_on or self.finalised_on or self.case.closed_on

    @property
    def results(self) -> tuple[str, ...]:
        """What came of it as far as it went: whether there was a case to answer, findings, outcomes, another ending."""
        case = self.case
        ending = case.get_ending_display() if case.ending in _TELLING_ENDINGS else ""
        told = _distinct([*(self.findings or self.case_to_answer), *self.outcomes, ending])
        return told or ("None yet" if case.is_open else "None recorded",)

    @property
    def tone(self) -> str:
        """How it stands on the line of time."""
        if self.case.is_open:
            return "open"
        return "warning" if self.is_proven else "quiet"

    @property
    def label(self) -> str:
        """What its mark on the line of time says."""
        ending = "open" if self.case.is_open else ", ".join(self.results)
        return f"{self.case.get_record_type_display()}: {', '.join(self.categories) or 'no category'}, {ending}"


def matters_of(officer: Officer, viewer: Doer) -> list[Matter]:
    """The officer's matters within the viewer's sight, newest first, those without any date last."""
    return _told(Subject.objects.visible_to(viewer).filter(officer=officer), viewer)


def matters_before(case: Case, officer: Officer, viewer: Doer) -> list[Matter]:
    """The officer's other matters as whoever decides on this case must read them, newest first.

    Whole, whatever unit each belongs to: only what nothing may tell this person of stays out.
    """
    withheld = Case.objects.withheld_from(viewer).values("pk")
    others = Subject.objects.filter(officer=officer).exclude(case=case).exclude(case__in=withheld)
    return _told(others, viewer)


def _told(rows: SubjectQuerySet, viewer: Doer) -> list[Matter]:
    openable = Case.objects.visible_to(viewer).filter(pk=OuterRef("case"))
    subjects = (
        rows.select_related("case", "unit_at_time")
        .prefetch_related(Prefetch("pairs", _pairs()))
        .annotate(is_openable=Exists(openable), notified_on=_first_notified())
    )
    return sorted((_matter(subject) for subject in subjects), key=_newest_first)


def _first_notified() -> Min:
    """The day the first notice of what somebody is investigated for counts as given."""
    standing = Q(notices__tells_severity=True, notices__services__withdrawn_at=None)
    return Min("notices__services__given_on", filter=standing)


def _pairs() -> QuerySet:
    rulings = Decision.objects.in_force().select_related("value")
    answers = rulings.filter(kind=Decision.Kind.CASE_TO_ANSWER)
    findings = rulings.filter(kind=Decision.Kind.FINDING)
    return (
        AllegationSubject.objects.select_related("allegation__category")
        .order_by("allegation__number")
        .prefetch_related(
            Prefetch("decisions", answers, to_attr="answers"),
            Prefetch("decisions", findings, to_attr="findings"),
            Prefetch("outcomes", Outcome.objects.in_force().select_related("value"), to_attr="outcomes_in_force"),
        )
    )


def _matter(subject: Any) -> Matter:
    pairs = subject.pairs.all()
    findings = [finding for pair in pairs for finding in pair.findings]
    outcomes = [outcome for pair in pairs for outcome in pair.outcomes_in_force]
    settled = [pair.finalised_on for pair in pairs if pair.finalised_on]
    return Matter(
        case=subject.case,
        is_openable=subject.is_openable,
        categories=_distinct(str(pair.allegation.category or pair.allegation.category_as_recorded) for pair in pairs),
        notified_on=subject.notified_on,
        case_to_answer=_distinct(str(answer.value) for pair in pairs for answer in pair.answers),
        findings=_distinct(str(finding.value) for finding in findings),
        outcomes=_distinct(str(outcome.value) for outcome in outcomes),
        is_proven=any(ruling.value.verdict == "proven" for ruling in findings),
        finalised_on=max(settled) if settled and len(settled) == len(pairs) else None,
        unit_at_time=str(subject.unit_at_time or ""),
        rank_at_time=subject.rank_at_time,
        warnings=tuple(
            Warned(str(outcome.value), outcome.live_from, outcome.live_to)
            for outcome in outcomes
            if outcome.live_from and outcome.live_to
        ),
    )


def _newest_first(matter: Matter) -> tuple[bool, int, int]:
    day = matter.dated_on
    return (day is None, -day.toordinal() if day else 0, -matter.case.pk)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def within(matters: Iterable[Matter], months: int, *, today: date) -> list[Matter]:
    """Those dated in the months that end today. One without a date is in no window."""
    since = months_before(today, months)
    return [matter for matter in matters if matter.dated_on and since <= matter.dated_on <= today]


def warnings_of(matters: Iterable[Matter], *, career_breaks: Iterable[Days] = ()) -> list[Warned]:
    """Every warning, its end put off by the days of career break, the one that runs longest first."""
    breaks = list(career_breaks)
    warnings = [
        replace(warning, live_to=live_until(warning.live_from, warning.live_to, breaks))
        for matter in matters
        for warning in matter.warnings
        if warning.live_to
    ]
    return sorted(warnings, key=lambda warning: warning.live_to or date.max, reverse=True)


def live(warnings: Iterable[Warned], *, today: date) -> list[Warned]:
    """Those whose days include today."""
    return [one for one in warnings if one.live_from <= today and (one.live_to is None or today <= one.live_to)]
