"""What a page of the repeat register says of each person on it, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from cases.flags.models import Flag
from cases.models import AllegationSubject, Decision
from misconduct.accounts.permissions import Doer
from misconduct.core.months import months_before
from officers.models import Officer
from reports.people_filters import PeopleFilter
from reports.statistics.people import WINDOWS

MOST_CATEGORIES = 3
NO_CASE = Q(value__code="no-case")


@dataclass(frozen=True)
class Person:
    """One line: the person, their counts, and what their cases were about and came to."""

    officer: Officer
    cases: int
    windows: tuple[int, ...]
    last_on: date | None
    categories: tuple[tuple[str, int], ...]
    more_categories: int
    case_to_answer: int
    no_case_to_answer: int
    open_flags: int

    @property
    def answers(self) -> int:
        """Allegations decided one way or the other: a case to answer, or none."""
        return self.case_to_answer + self.no_case_to_answer


def described(rows: Iterable[Mapping[str, Any]], *, filters: PeopleFilter, viewer: Doer) -> list[Person]:
    """The people of these rows with their details, counted over the same officer-cases as the rows."""
    page = list(rows)
    ids = [row["officer_id"] for row in page]
    if not ids:
        return []
    dated = filters.matters(filters.queryset).filter(officer_id__in=ids).values_list("pk", "officer_id", "dated_on")
    days: dict[int, list[date]] = defaultdict(list)
    # Their ids, not a subquery: PostgreSQL would join the whole history before it looks at one page of people.
    matters = []
    for key, officer_id, day in dated:
        matters.append(key)
        if day:
            days[officer_id].append(day)
    details = _Details(categories=_categories(matters), answers=_answers(matters), flags=_open_flags(viewer, ids))
    officers = Officer.objects.visible_to(viewer).with_latest_posting().in_bulk(ids)
    return [
        _person(officers[row["officer_id"]], row["cases"], days[row["officer_id"]], details, as_at=filters.as_at)
        for row in page
        if row["officer_id"] in officers
    ]


@dataclass(frozen=True)
class _Details:
    categories: Mapping[int, list[tuple[str, int]]]
    answers: Mapping[int, tuple[int, int]]
    flags: Mapping[int, int]


def _person(officer: Officer, cases: int, days: list[date], details: _Details, *, as_at: date) -> Person:
    categories = details.categories.get(officer.pk, [])
    yes, no = details.answers.get(officer.pk, (0, 0))
    windows = (months_before(as_at, months) for months in WINDOWS)
    return Person(
        officer=officer,
        cases=cases,
        windows=tuple(sum(start < day <= as_at for day in days) for start in windows),
        last_on=max(days, default=None),
        categories=tuple(categories[:MOST_CATEGORIES]),
        more_categories=max(0, len(categories) - MOST_CATEGORIES),
        case_to_answer=yes,
        no_case_to_answer=no,
        open_flags=details.flags.get(officer.pk, 0),
    )


def _open_flags(viewer: Doer, officer_ids: list[int]) -> dict[int, int]:
    """By person, the flags nobody has reviewed yet."""
    flags = Flag.objects.visible_to(viewer).open().filter(officer_id__in=officer_ids).order_by()
    return dict(flags.values_list("officer_id").annotate(Count("pk")))


def _categories(matters: list[int]) -> dict[int, list[tuple[str, int]]]:
    """By person, the categories of their cases with the number of cases, the most frequent first."""
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    counted = (
        AllegationSubject.objects.filter(subject__in=matters, allegation__category__isnull=False)
        .order_by()
        .values(
            officer=F("subject__officer_id"),
            label=Coalesce("allegation__category__parent__label", "allegation__category__label"),
        )
        .annotate(cases=Count("subject", distinct=True))
        .order_by("-cases", "label")
    )
    for row in counted:
        found[row["officer"]].append((row["label"], row["cases"]))
    return found


def _answers(matters: list[int]) -> dict[int, tuple[int, int]]:
    """By person, allegations with a case to answer and with none, as decided now."""
    decisions = Decision.objects.in_force().filter(kind=Decision.Kind.CASE_TO_ANSWER, pair__subject__in=matters)
    counted = (
        decisions.order_by()
        .values(officer=F("pair__subject__officer_id"))
        .annotate(yes=Count("pk", filter=~NO_CASE), no=Count("pk", filter=NO_CASE))
    )
    return {row["officer"]: (row["yes"], row["no"]) for row in counted}
