"""Counts beside the time in which they could come about: per person and per unit. One statement each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from misconduct.accounts.permissions import Doer
from misconduct.core.months import DAYS_IN_A_YEAR
from officers.models import Officer
from reports.statistics.matters import Basis, officer_cases_between
from reports.statistics.sql import Sql, from_queryset, room_to_sort

_PEOPLE = """
    WITH officer_case AS ({cases}), person AS ({people}),
    served AS (
        SELECT id, ((least(left_on, %(end)s) - greatest(appointed_on, %(first)s)) / %(year)s)::float8 AS years
        FROM person
        WHERE greatest(appointed_on, %(first)s) < least(left_on, %(end)s)
    ),
    counted AS (SELECT officer_id, count(*) AS cases FROM officer_case GROUP BY officer_id)
    SELECT round(served.years::numeric, 1)::float8 AS years, coalesce(counted.cases, 0) AS cases, count(*) AS people,
           sum(served.years) AS person_years
    FROM served LEFT JOIN counted ON counted.officer_id = served.id
    GROUP BY 1, 2 ORDER BY 1, 2
"""
_UNITS = """
    WITH officer_case AS ({cases}), person AS ({people}),
    served AS (
        SELECT unit_id, sum((until - since) / %(year)s)::float8 AS years, count(DISTINCT officer_id) AS people
        FROM (
            SELECT posting.unit_id, posting.officer_id,
                   greatest(posting.starts_on, person.appointed_on, %(first)s) AS since,
                   least(posting.ends_on, person.left_on, %(end)s) AS until
            FROM officers_posting posting JOIN person ON person.id = posting.officer_id
            WHERE posting.unit_id IS NOT NULL
        ) AS post
        WHERE since < until GROUP BY 1
    ),
    counted AS (SELECT unit_id, count(*) AS cases FROM officer_case WHERE unit_id IS NOT NULL GROUP BY 1)
    SELECT unit.id, unit.name, served.people, served.years, coalesce(counted.cases, 0) AS cases
    FROM served JOIN officers_unit unit ON unit.id = served.unit_id
    LEFT JOIN counted ON counted.unit_id = served.unit_id
    ORDER BY unit.name, unit.id
"""
_SUPERVISORS = """
    WITH officer_case AS ({cases}), person AS ({people}), leader AS ({leaders}),
    post AS (
        SELECT posting.id, posting.supervisor_id, posting.officer_id,
               greatest(posting.starts_on, person.appointed_on, %(first)s) AS since,
               least(posting.ends_on, person.left_on, %(end)s) AS until
        FROM officers_posting posting JOIN person ON person.id = posting.officer_id
        WHERE posting.supervisor_id IS NOT NULL
    ),
    served AS (
        SELECT supervisor_id, sum((until - since) / %(year)s)::float8 AS years, count(DISTINCT officer_id) AS people
        FROM post WHERE since < until GROUP BY 1
    ),
    counted AS (
        SELECT post.supervisor_id, count(DISTINCT officer_case.subject_id) AS cases
        FROM post JOIN officer_case ON officer_case.officer_id = post.officer_id
            AND officer_case.dated_on >= post.since AND officer_case.dated_on < post.until
        GROUP BY 1
    )
    SELECT leader.id, coalesce(nullif(trim(leader.forenames || ' ' || leader.surname), ''), leader.number),
           served.people, served.years, coalesce(counted.cases, 0) AS cases
    FROM served JOIN leader ON leader.id = served.supervisor_id
    LEFT JOIN counted ON counted.supervisor_id = served.supervisor_id
    ORDER BY leader.surname, leader.forenames, leader.id
"""


@dataclass(frozen=True)
class Bin:
    """People with about the same years in post and the same number of cases."""

    years: float
    cases: int
    people: int
    person_years: float


@dataclass(frozen=True)
class Exposure:
    """One unit or supervisor: how many people served there, for how many person-years, and their officer-cases then."""

    pk: int
    name: str
    people: int
    years: float
    cases: int


def people_bins(viewer: Doer, *, first: date, last: date, basis: Basis = Basis.RECEIVED) -> list[Bin]:
    """Everyone in post for some of the period, those without any case too. Both days included."""
    rows = _rows(_PEOPLE, viewer, first, last, basis)
    return [Bin(float(years), cases, people, float(total)) for years, cases, people, total in rows]


def unit_exposures(viewer: Doer, *, first: date, last: date, basis: Basis = Basis.RECEIVED) -> list[Exposure]:
    """Every unit with people posted there in the period. Cases without a known unit are in none."""
    rows = _rows(_UNITS, viewer, first, last, basis)
    return [Exposure(pk, name, people, float(years), cases) for pk, name, people, years, cases in rows]


def people_with_service(viewer: Doer, *also: str) -> Sql:
    """The people in sight whose first day is known, with their first and last and what else is asked for."""
    in_sight = Officer.objects.visible_to(viewer).filter(appointed_on__isnull=False).order_by()
    return from_queryset(in_sight.values("id", "appointed_on", "left_on", *also), prefix="person")


def leaders_in_sight(viewer: Doer) -> Sql:
    """Whoever may be named as a supervisor: everybody but the viewer."""
    in_sight = Officer.objects.visible_to(viewer).order_by()
    return from_queryset(in_sight.values("id", "number", "surname", "forenames"), prefix="leader")


def period_params(first: date, last: date) -> dict[str, Any]:
    """What the SQL here asks of a period, both days included: its first day, the day after its last, days in a year."""
    return {"first": first, "end": last + timedelta(days=1), "year": DAYS_IN_A_YEAR}


def supervisor_exposures(viewer: Doer, *, first: date, last: date, basis: Basis = Basis.RECEIVED) -> list[Exposure]:
    """Every supervisor in sight with people posted under them in the period, and those people's cases of that time.

    Never the viewer themselves: whoever looks is not told of their own team.
    """
    rows = _rows(_SUPERVISORS, viewer, first, last, basis)
    return [Exposure(pk, name, people, float(years), cases) for pk, name, people, years, cases in rows]


def _rows(text: str, viewer: Doer, first: date, last: date, basis: Basis) -> Iterable[tuple[Any, ...]]:
    cases = officer_cases_between(viewer, first=first, last=last, basis=basis)
    people = people_with_service(viewer)
    leaders = leaders_in_sight(viewer)
    values = {**cases.params, **people.params, **leaders.params, **period_params(first, last)}
    with room_to_sort(), connection.cursor() as cursor:
        cursor.execute(text.format(cases=cases.text, people=people.text, leaders=leaders.text), values)
        found: Iterable[tuple[Any, ...]] = cursor.fetchall()
    return found
