"""The counts of the fairness monitor by group. One statement."""

from datetime import date

from django.db import connection

from cases.flags.models import Flag, FlagReview
from misconduct.accounts.permissions import Doer
from reports.statistics.exposure import people_with_service, period_params
from reports.statistics.fairness import GroupCounts
from reports.statistics.matters import Basis, officer_cases_between
from reports.statistics.sql import from_queryset, room_to_sort

GROUPINGS = {"ethnicity": "Ethnicity", "sex": "Sex"}

_COUNTS = """
    WITH officer_case AS ({cases}), person AS ({people}), raised AS ({flags}), review AS ({reviews}),
    served AS (
        SELECT id, label, ((least(left_on, %(end)s) - greatest(appointed_on, %(first)s)) / %(year)s)::float8 AS years
        FROM person WHERE greatest(appointed_on, %(first)s) < least(left_on, %(end)s)
    ),
    counted AS (SELECT officer_id, count(*) AS cases FROM officer_case GROUP BY 1),
    decided AS (SELECT flag_id, bool_or(decision <> %(no_action)s) AS acted FROM review GROUP BY 1),
    flagged AS (
        SELECT raised.officer_id, count(*) AS flags, count(decided.flag_id) AS decided,
               count(*) FILTER (WHERE decided.acted) AS acted
        FROM raised LEFT JOIN decided ON decided.flag_id = raised.id GROUP BY 1
    )
    SELECT trim(served.label), count(*), sum(served.years)::float8, coalesce(sum(counted.cases), 0)::int,
           count(counted.officer_id), count(flagged.officer_id) FILTER (WHERE counted.officer_id IS NOT NULL),
           coalesce(sum(flagged.flags), 0)::int, coalesce(sum(flagged.decided), 0)::int,
           coalesce(sum(flagged.acted), 0)::int
    FROM served LEFT JOIN counted ON counted.officer_id = served.id
    LEFT JOIN flagged ON flagged.officer_id = served.id
    GROUP BY 1 ORDER BY 2 DESC, 1
"""


def group_counts(
    viewer: Doer, *, grouping: str, first: date, last: date, basis: Basis = Basis.RECEIVED
) -> list[GroupCounts]:
    """By ethnicity or sex as recorded, of everybody in post for some of the period. Both days included.

    Flags are those raised in the period and not replaced by a newer one; a decision that a second reader sent back
    counts for nothing. KeyError for another grouping.
    """
    if grouping not in GROUPINGS:
        raise KeyError(grouping)
    cases = officer_cases_between(viewer, first=first, last=last, basis=basis)
    people = people_with_service(viewer, grouping)
    raised = Flag.objects.visible_to(viewer).exclude(status=Flag.Status.SUPERSEDED).order_by()
    raised = raised.filter(officer__isnull=False, fired_at__date__gte=first, fired_at__date__lte=last)
    flags = from_queryset(raised.values("id", "officer_id"), prefix="flag")
    reviews = from_queryset(
        FlagReview.objects.not_sent_back().order_by().values("flag_id", "decision"), prefix="review"
    )
    named = f"SELECT id, appointed_on, left_on, {grouping} AS label FROM ({people.text}) AS somebody"
    values = {
        **cases.params,
        **people.params,
        **flags.params,
        **reviews.params,
        **period_params(first, last),
        "no_action": FlagReview.Decision.NO_ACTION.value,
    }
    with room_to_sort(), connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(cases=cases.text, people=named, flags=flags.text, reviews=reviews.text), values)
        return [GroupCounts(*row) for row in cursor.fetchall()]
