"""What the page of a case shows, each part in a number of queries that does not grow with the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from cases.flags.models import Flag
from cases.models import Allegation, AllegationSubject, Case, Decision, Outcome, ParticularFinding, Subject
from cases.periods.models import Period
from cases.periods.warnings import LiveWarning, live_on
from misconduct.accounts.models import User
from misconduct.accounts.roles import Permission
from misconduct.core.wording import counted
from officers.models import Officer


@dataclass(frozen=True)
class SubjectLine:
    """A subject with what else is known of the person, as far as the viewer may see it."""

    subject: Subject
    may_open: bool
    other_matters: int
    open_flags: int
    warnings: Sequence[LiveWarning]
    periods: Sequence[Period]

    @property
    def may_be_suspended(self) -> bool:
        """Whether somebody is known who is not suspended already."""
        is_suspended = any(period.kind == Period.Kind.SUSPENSION for period in self.periods)
        return self.subject.officer_id is not None and not is_suspended


def subject_lines(case: Case, viewer: User) -> list[SubjectLine]:
    """Every subject with other matters, open flags, live warnings and running periods within the viewer's sight."""
    subjects = list(case.subjects.select_related("officer", "unit_at_time"))
    ids = [subject.officer_id for subject in subjects if subject.officer_id]
    openable = set(Officer.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    others = _counts(
        Subject.objects.visible_to(viewer).filter(officer__in=openable).exclude(case=case).order_by(), "case"
    )
    flags = _counts(Flag.objects.visible_to(viewer).open().filter(officer__in=ids).order_by(), "pk")
    today = timezone.localdate()
    warnings = live_on(ids, today, viewer=viewer) if viewer.has(Permission.OFFICER_VIEW) else []
    periods = list(Period.objects.visible_to(viewer).running(today).filter(officer__in=ids).order_by("kind", "pk"))
    return [
        SubjectLine(
            subject=subject,
            may_open=subject.officer_id in openable,
            other_matters=others.get(subject.officer_id or 0, 0),
            open_flags=flags.get(subject.officer_id or 0, 0),
            warnings=[one for one in warnings if one.officer_id == subject.officer_id],
            periods=[one for one in periods if one.officer_id == subject.officer_id],
        )
        for subject in subjects
    ]


def open_flags(case: Case, viewer: User) -> list[Flag]:
    """What asks somebody to look at the case itself, within the viewer's sight. Flags on its people are with them."""
    return list(Flag.objects.visible_to(viewer).open().filter(case=case).select_related("rule"))


def allegations(case: Case) -> QuerySet[Allegation]:
    """The allegations with subjects, decisions and outcomes, the ones in force first."""
    decided = ("value", "decided_by", "import_run")
    reasoned = ("assessment__likely_forum", "assessment__history_view", "special_conditions")
    decisions = Decision.objects.select_related(*decided, *reasoned).prefetch_related("assessment__factors")
    outcomes = Outcome.objects.select_related(*decided).prefetch_related("complaint_actions")
    findings = ParticularFinding.objects.select_related(*decided)
    pairs = (
        AllegationSubject.objects.select_related("subject__officer", "allegation__case")
        .order_by("id")
        .prefetch_related(
            Prefetch("decisions", decisions.order_by("superseded_at", "-id")),
            Prefetch("outcomes", outcomes.order_by("superseded_at", "-id")),
            Prefetch("particulars__findings", findings.order_by("superseded_at", "-id")),
        )
    )
    return case.allegations.select_related("category", "legacy_code", "standard").prefetch_related(
        "factors", "other_standards", Prefetch("pairs", pairs)
    )


def severity(case: Case) -> Decision | None:
    """The gravest severity assessment in force."""
    assessed = Decision.objects.in_force().filter(pair__allegation__case=case, kind=Decision.Kind.SEVERITY)
    return assessed.select_related("value").order_by("value__position").first()


def days_open(case: Case, *, today: date) -> str:
    """“42 days”; empty where the dates do not say, as in some imported history."""
    until = case.closed_on or today
    if case.received_on is None or until < case.received_on:
        return ""
    return counted((until - case.received_on).days, "day")


def _counts(rows: QuerySet, what: str) -> dict[int, int]:
    return dict(rows.values_list("officer").annotate(Count(what, distinct=True)))
