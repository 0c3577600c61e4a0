"""People named together in cases: pairs from SQL, groups of those who are linked. The order is always the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from misconduct.accounts.permissions import Doer
from reports.statistics.matters import Basis, officer_cases_between
from reports.statistics.sql import room_to_sort

MANY_SUBJECTS = 5

_PAIRS = """
    WITH officer_case AS MATERIALIZED ({cases})
    SELECT one.officer_id, other.officer_id, count(*) AS shared, max(one.dated_on) AS latest,
           array_agg(case_id ORDER BY one.dated_on DESC NULLS LAST, case_id DESC) AS cases
    FROM officer_case one JOIN officer_case other USING (case_id)
    WHERE one.officer_id < other.officer_id
    GROUP BY 1, 2 HAVING count(*) >= %(least)s
    ORDER BY 3 DESC, 1, 2
"""
_LARGE = """
    WITH officer_case AS ({cases})
    SELECT case_id, count(*) AS people, min(dated_on) AS dated_on
    FROM officer_case GROUP BY 1 HAVING count(*) >= %(least)s
    ORDER BY 2 DESC, 1 LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Pair:
    """Two people, by id, how many cases name both, and which, the latest first."""

    one: int
    other: int
    shared: int
    latest: date | None
    cases: Sequence[int]


@dataclass(frozen=True)
class Cluster:
    """People linked by pairs, directly or through others."""

    people: tuple[int, ...]
    pairs: tuple[Pair, ...]

    @property
    def shared(self) -> int:
        """The shared cases of all its pairs; a case of three people counts in three pairs."""
        return sum(pair.shared for pair in self.pairs)


@dataclass(frozen=True)
class LargeCase:
    """A case with many people as subjects, such as one about a messaging group."""

    case_id: int
    people: int
    dated_on: date | None


def pairs_named_together(
    viewer: Doer, *, first: date, last: date, least: int, basis: Basis = Basis.RECEIVED
) -> list[Pair]:
    """Pairs with so many shared cases or more among those in sight. Both days included. One statement."""
    return [Pair(*row) for row in _rows(_PAIRS, viewer, first, last, basis, {"least": least})]


def large_cases(
    viewer: Doer, *, first: date, last: date, basis: Basis = Basis.RECEIVED, limit: int = 50
) -> list[LargeCase]:
    """Cases in sight with `MANY_SUBJECTS` people or more, those with the most first. One statement."""
    values = {"least": MANY_SUBJECTS, "limit": limit}
    return [LargeCase(*row) for row in _rows(_LARGE, viewer, first, last, basis, values)]


def clusters(pairs: Sequence[Pair]) -> list[Cluster]:
    """The groups that pairs link, the one with the most shared cases first."""
    leaders: dict[int, int] = {}

    def leader(person: int) -> int:
        leaders.setdefault(person, person)
        while leaders[person] != person:
            leaders[person] = leaders[leaders[person]]
            person = leaders[person]
        return person

    for pair in pairs:
        one, other = sorted((leader(pair.one), leader(pair.other)))
        leaders[other] = one
    grouped: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        grouped[leader(pair.one)].append(pair)
    found = [Cluster(_people(of), tuple(of)) for of in grouped.values()]
    return sorted(found, key=lambda cluster: (-cluster.shared, -len(cluster.people), cluster.people))


def _people(pairs: Iterable[Pair]) -> tuple[int, ...]:
    return tuple(sorted({person for pair in pairs for person in (pair.one, pair.other)}))


def _rows(
    text: str, viewer: Doer, first: date, last: date, basis: Basis, values: dict[str, int]
) -> list[tuple[Any, ...]]:
    cases = officer_cases_between(viewer, first=first, last=last, basis=basis)
    with room_to_sort(), connection.cursor() as cursor:
        cursor.execute(text.format(cases=cases.text), {**cases.params, **values})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
