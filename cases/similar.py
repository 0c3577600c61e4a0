"""What is held already that a new report may be about: open matters of the same people, and reports that look alike.

Only cases that the asker may see are looked at, so a hint never tells of a sealed one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from rapidfuzz import fuzz

from cases.models import Case, CaseDraft, Subject
from misconduct.accounts.models import User
from misconduct.audit.record import record
from officers.models import Officer

SAME_PERSON_DAYS = 31
SAME_WORDS_DAYS = 45
SHORTEST_TEXT = 40
ALIKE_IN_SQL = 0.2
ALIKE_IN_WORDS = 70
CANDIDATES = 20
MOST_SHOWN = 5


@dataclass(frozen=True)
class Clues:
    """What a new report says of itself."""

    officer_ids: tuple[int, ...]
    received_on: date | None
    happened_on: date | None
    summary: str


@dataclass(frozen=True)
class OpenMatters:
    """Somebody who is a subject of open cases already."""

    officer: Officer
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Alike:
    """A case that may be about the same thing, and why it is thought so."""

    case: Case
    reason: str


@dataclass(frozen=True)
class Hints:
    open_matters: tuple[OpenMatters, ...]
    alike: tuple[Alike, ...]

    def __bool__(self) -> bool:
        return bool(self.open_matters or self.alike)

    def shown(self) -> list[Case | Officer]:
        """Every record that these hints tell of."""
        cases = [case for matters in self.open_matters for case in matters.cases]
        return [*cases, *(matters.officer for matters in self.open_matters), *(alike.case for alike in self.alike)]


def hints(clues: Clues, *, viewer: User) -> Hints:
    """Everything worth a look before this is logged as new."""
    return Hints(open_matters=_open_matters(clues, viewer), alike=_alike(clues, viewer))


def record_shown(hints: Hints, *, draft: CaseDraft, by: User) -> None:
    """Put on record which cases and people the hints told of; without hints there is nothing to tell."""
    if hints:
        record("case_draft.hints_shown", by=by, target=draft, touched=hints.shown())


def alike_words(first: str, second: str) -> bool:
    """Whether two accounts share most of their words, in whatever order."""
    return fuzz.token_set_ratio(first.lower(), second.lower()) >= ALIKE_IN_WORDS


def _open_matters(clues: Clues, viewer: User) -> tuple[OpenMatters, ...]:
    if not clues.officer_ids:
        return ()
    open_cases = Case.objects.visible_to(viewer).open().values("pk")
    subjects = (
        Subject.objects.filter(officer__in=clues.officer_ids, case__in=open_cases)
        .select_related("officer", "case")
        .order_by("officer_id", "-case__received_on", "-case_id")
    )
    found: dict[Officer, list[Case]] = defaultdict(list)
    for subject in subjects:
        if subject.officer is not None:
            found[subject.officer].append(subject.case)
    return tuple(OpenMatters(officer, tuple(cases)) for officer, cases in found.items())


def _alike(clues: Clues, viewer: User) -> tuple[Alike, ...]:
    found: dict[int, Alike] = {}
    for alike in (*_same_words(clues, viewer), *_same_person(clues, viewer)):
        found.setdefault(alike.case.pk, alike)
    return tuple(found.values())[:MOST_SHOWN]


def _same_person(clues: Clues, viewer: User) -> Iterable[Alike]:
    near = _near(clues, SAME_PERSON_DAYS)
    if not clues.officer_ids or near is None:
        return
    involved = Subject.objects.filter(officer__in=clues.officer_ids).values("case")
    for case in Case.objects.visible_to(viewer).filter(near, pk__in=involved)[:CANDIDATES]:
        yield Alike(case, "About the same person, at about the same time")


def _same_words(clues: Clues, viewer: User) -> Iterable[Alike]:
    """Only cases received within some weeks: the index of dates leaves few texts to compare, letter by letter."""
    if clues.received_on is None or len(clues.summary) < SHORTEST_TEXT:
        return
    span = timedelta(days=SAME_WORDS_DAYS)
    candidates = (
        Case.objects.visible_to(viewer)
        .filter(received_on__range=(clues.received_on - span, clues.received_on + span))
        .annotate(likeness=TrigramSimilarity("summary", clues.summary))
        .filter(likeness__gte=ALIKE_IN_SQL)
        .order_by("-likeness", "-pk")[:CANDIDATES]
    )
    for case in candidates:
        if alike_words(clues.summary, case.summary):
            yield Alike(case, "Described in much the same words")


def _near(clues: Clues, days: int) -> Q | None:
    """Received or happened within so many days of the new report, either side."""
    span = timedelta(days=days)
    near = Q()
    for field, day in (("received_on", clues.received_on), ("incident_from", clues.happened_on)):
        if day is not None:
            near |= Q(**{f"{field}__range": (day - span, day + span)})
    return near or None
