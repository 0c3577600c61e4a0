"""What the page of a case shows, each part in a number of queries that does not grow with the case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from cases.flags.models import Flag
from cases.models import Allegation, AllegationSubject, Case, Decision, Outcome, Subject
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
    warnings: Sequence[Outcome]


def subject_lines(case: Case, viewer: User) -> list[SubjectLine]:
    """Every subject with other matters, open flags and live warnings within the viewer's sight."""
    subjects = list(case.subjects.select_related("officer", "unit_at_time"))
    ids = [subject.officer_id for subject in subjects if subject.officer_id]
    openable = set(Officer.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    others = _counts(
        Subject.objects.visible_to(viewer).filter(officer__in=openable).exclude(case=case).order_by(), "case"
    )
    flags = _counts(Flag.objects.visible_to(viewer).open().filter(officer__in=ids).order_by(), "pk")
    warnings = _live_warnings(ids, viewer)
    return [
        SubjectLine(
            subject=subject,
            may_open=subject.officer_id in openable,
            other_matters=others.get(subject.officer_id or 0, 0),
            open_flags=flags.get(subject.officer_id or 0, 0),
            warnings=[one for one in warnings if one.pair.subject.officer_id == subject.officer_id],
        )
        for subject in subjects
    ]


def allegations(case: Case) -> QuerySet[Allegation]:
    """The allegations with subjects, decisions and outcomes, the ones in force first."""
    decided = ("value", "decided_by", "import_run")
    pairs = (
        AllegationSubject.objects.select_related("subject__officer")
        .order_by("id")
        .prefetch_related(
            Prefetch("decisions", Decision.objects.select_related(*decided).order_by("superseded_at", "-id")),
            Prefetch("outcomes", Outcome.objects.select_related(*decided).order_by("superseded_at", "-id")),
        )
    )
    return case.allegations.select_related("category", "legacy_code", "standard").prefetch_related(
        "factors", Prefetch("pairs", pairs)
    )


@dataclass(frozen=True)
class Ruling:
    """One kind of decision on a pair: the one in force, and those it replaced."""

    label: str
    kind: str
    current: Decision | Outcome | None
    earlier: Sequence[Decision | Outcome]


@dataclass(frozen=True)
class PairSheet:
    """One allegation against one subject with everything decided on it."""

    pair: AllegationSubject
    rulings: Sequence[Ruling]


def pair_sheets(allegation: Allegation) -> list[PairSheet]:
    """The pairs of an allegation that `allegations` has read."""
    return [PairSheet(pair, _rulings(pair)) for pair in allegation.pairs.all()]


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


def _rulings(pair: AllegationSubject) -> list[Ruling]:
    decisions = list(pair.decisions.all())
    kinds = [_ruling(kind.label, kind.value, [one for one in decisions if one.kind == kind]) for kind in Decision.Kind]
    return [*kinds, _ruling("Outcome", "outcome", list(pair.outcomes.all()))]


def _ruling(label: str, kind: str, rulings: Iterable[Decision | Outcome]) -> Ruling:
    in_order = list(rulings)
    current = next((one for one in in_order if one.superseded_at is None), None)
    return Ruling(label, kind, current, [one for one in in_order if one is not current])


def _counts(rows: QuerySet, what: str) -> dict[int, int]:
    return dict(rows.values_list("officer").annotate(Count(what, distinct=True)))


def _live_warnings(officer_ids: Sequence[int], viewer: User) -> list[Outcome]:
    if not viewer.has(Permission.OFFICER_VIEW):
        return []
    today = timezone.localdate()
    outcomes = Outcome.objects.visible_to(viewer).in_force().select_related("value", "pair__subject")
    return list(
        outcomes.filter(pair__subject__officer__in=officer_ids, live_from__lte=today, live_to__gte=today).order_by(
            "live_to"
        )
    )
