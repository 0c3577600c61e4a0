"""People by what the dashboard says of them: conditions on a person's officer-cases, as SQL that names people."""

from datetime import date

from django.db import models
from django.db.models import Count, Q
from django.db.models.expressions import RawSQL

from misconduct.core.months import months_before
from reports.statistics import repeat_tiles_sql as tiles
from reports.statistics.matters import as_officer_cases
from reports.statistics.sql import positional

WINDOWS = (12, 24, 36, 60)
# So many cases within the window, and not the number of the next band.
_CLOSE = {
    "2": "two_in_{months} AND three_in_{months} IS NOT TRUE",
    "3-5": "three_in_{months} AND six_in_{months} IS NOT TRUE",
    "6+": "six_in_{months}",
}
_TOP = """
    SELECT officer_id FROM person ORDER BY cases DESC, officer_id
    LIMIT (SELECT round(%s * count(*)::float8 / 100)::bigint FROM person)
"""
_IN_MONTH = """
    SELECT officer_id FROM in_order WHERE dated_on >= %s AND dated_on < %s
    AND (NOT %s OR dated_on < previous_on + interval '24 months')
"""


def by_person(matters: models.QuerySet) -> models.QuerySet:
    """One row a person, with the number of their `cases`."""
    return matters.order_by().values("officer_id").annotate(cases=Count("pk"))


def in_window(months: int, *, as_at: date) -> Count:
    """How many of a person's cases are dated in the months up to a day, that day included."""
    return Count("pk", filter=Q(dated_on__gt=months_before(as_at, months), dated_on__lte=as_at))


def close_together(matters: models.QuerySet, *, months: int, band: str) -> RawSQL:
    """People whose most cases in any rolling window fall into a band."""
    condition = _CLOSE[band].format(months=months)
    return _people(
        matters,
        {"in_order": tiles.IN_ORDER, "nearness": tiles.NEARNESS},
        f"SELECT officer_id FROM nearness WHERE {condition}",
        (),
    )


def top(matters: models.QuerySet, *, percent: int) -> RawSQL:
    """The people with the most cases; among equals, those first on the roster, so that the number is exact."""
    return _people(matters, {"person": tiles.PERSON}, _TOP, (percent,))


def in_month(matters: models.QuerySet, *, first: date, is_again: bool) -> RawSQL:
    """People with a case in the month that starts on a day; with `is_again`, and another in the 24 months before."""
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return _people(matters, {"in_order": tiles.IN_ORDER}, _IN_MONTH, (first, following, is_again))


def _people(matters: models.QuerySet, steps: dict[str, str], select: str, params: tuple[object, ...]) -> RawSQL:
    text, found = positional(as_officer_cases(matters))
    named = ", ".join(f"{name} AS ({step})" for name, step in {"officer_case": text, **steps}.items())
    return RawSQL(f"WITH {named} {select}", (*found, *params))
