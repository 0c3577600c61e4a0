"""Units and supervisors whose people keep being named: how many of those who served there were named again and again.

Counts of what is in sight. The share of those who served is only for whoever sees the whole force.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from misconduct.accounts.permissions import Doer
from misconduct.core.intervals import Rate
from reports.statistics.exposure import leaders_in_sight, period_params
from reports.statistics.matters import Basis, officer_cases_between
from reports.statistics.sql import room_to_sort

LEAST_PEOPLE = 2
MOST_SHOWN = 20

_UNITS = """
    WITH officer_case AS ({cases}),
    named AS (
        SELECT unit_id AS team, officer_id, count(*) AS cases FROM officer_case WHERE unit_id IS NOT NULL GROUP BY 1, 2
    ),
    served AS (
        SELECT unit_id AS team, count(DISTINCT officer_id) AS people FROM officers_posting
        WHERE coalesce(starts_on, %(first)s) < %(end)s AND coalesce(ends_on, %(end)s) > %(first)s GROUP BY 1
    )
"""
_SUPERVISORS = """
    WITH officer_case AS ({cases}), leader AS ({leaders}),
    post AS (
        SELECT supervisor_id AS team, officer_id, coalesce(starts_on, %(first)s) AS since,
               coalesce(ends_on, %(end)s) AS until
        FROM officers_posting JOIN leader ON leader.id = supervisor_id
    ),
    named AS (
        SELECT post.team, officer_case.officer_id, count(DISTINCT officer_case.subject_id) AS cases
        FROM post JOIN officer_case ON officer_case.officer_id = post.officer_id
            AND officer_case.dated_on >= post.since AND officer_case.dated_on < post.until
        GROUP BY 1, 2
    ),
    served AS (
        SELECT team, count(DISTINCT officer_id) AS people FROM post
        WHERE since < %(end)s AND until > %(first)s GROUP BY 1
    )
"""
_COUNTED = """
    SELECT named.team, count(*) FILTER (WHERE named.cases >= %(least)s), count(*), sum(named.cases)::int,
           greatest(coalesce(max(served.people), 0), count(*))
    FROM named LEFT JOIN served ON served.team = named.team
    GROUP BY 1 HAVING count(*) FILTER (WHERE named.cases >= %(least)s) >= %(fewest)s
    ORDER BY 2 DESC, 4 DESC, 1 LIMIT %(limit)s
"""


@dataclass(frozen=True)
class NamedAgain:
    """One unit or supervisor, by id: people named so often or more, people named at all, their cases, who served."""

    pk: int
    again: int
    named: int
    cases: int
    served: int

    @property
    def rate(self) -> Rate:
        """Those named so often, of all who served there; withheld where very few did."""
        return Rate(self.again, self.served)


def units_named_again(
    viewer: Doer, *, first: date, last: date, least: int, basis: Basis = Basis.RECEIVED
) -> list[NamedAgain]:
    """Units with two people or more who were named in so many cases or more while there, most such people first."""
    return _rows(_UNITS, viewer, first, last, least, basis)


def supervisors_named_again(
    viewer: Doer, *, first: date, last: date, least: int, basis: Basis = Basis.RECEIVED
) -> list[NamedAgain]:
    """The same of the people under one supervisor, for the time they were. Never of the viewer's own people."""
    return _rows(_SUPERVISORS, viewer, first, last, least, basis)


def _rows(text: str, viewer: Doer, first: date, last: date, least: int, basis: Basis) -> list[NamedAgain]:
    cases = officer_cases_between(viewer, first=first, last=last, basis=basis)
    leaders = leaders_in_sight(viewer)
    limits = {"least": least, "fewest": LEAST_PEOPLE, "limit": MOST_SHOWN}
    with room_to_sort(), connection.cursor() as cursor:
        sql = (text + _COUNTED).format(cases=cases.text, leaders=leaders.text)
        cursor.execute(sql, {**cases.params, **leaders.params, **period_params(first, last), **limits})
        return [NamedAgain(*row) for row in cursor.fetchall()]
