"""Figures kept in Redis for as long as nothing that they count has changed.

PostgreSQL remains the truth: what is kept is found under a mark of the newest row of everything that is counted, so a
change anywhere makes it unfindable. Without Redis the figures are worked out each time.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from redis.exceptions import RedisError

from misconduct.accounts.models import AccessGrant, User
from reports.filters import RepeatFilter
from reports.statistics.dashboard import Figures, dashboard_figures

Kept = TypeVar("Kept")
_KEPT_SECONDS = 600
_log = logging.getLogger(__name__)

# Every change to these tables adds a row to their history; new rows of the large ones are seen in the table itself.
_COUNTED = (
    "accounts_accessgrantevent",
    "officers_officerevent",
    "officers_unitevent",
    "officers_unitscopeevent",
    "cases_caseevent",
    "cases_codeevent",
    "cases_subjectevent",
    "cases_allegationevent",
    "cases_allegationsubjectevent",
    "cases_decisionevent",
    "cases_outcomeevent",
    "flags_flagevent",
)
_ALSO = ("cases_case", "cases_subject", "cases_allegationsubject", "cases_outcome")


def remembered(what: str, *, viewer: User, asked: Mapping[str, Any], work_out: Callable[[], Kept]) -> Kept:
    """What was worked out before for this person and these answers, or is worked out now; kept ten minutes at most.

    It belongs to one person: two people seldom see the same cases.
    """
    key = _key(what, viewer, asked)
    try:
        found: Kept | None = cache.get(key)
    except RedisError:
        _log.warning("Redis does not answer, so figures are worked out each time.")
        return work_out()
    if found is None:
        found = work_out()
        cache.set(key, found, _KEPT_SECONDS)
    return found


def remembered_figures(viewer: User, filters: RepeatFilter) -> Figures:
    """The dashboard's figures for a person and valid filters."""
    asked = filters.form.cleaned_data
    return remembered("figures", viewer=viewer, asked=asked, work_out=lambda: dashboard_figures(viewer, filters))


def _key(what: str, viewer: User, asked: Mapping[str, Any]) -> str:
    answers = [(name, getattr(asked[name], "pk", asked[name])) for name in sorted(asked) if asked[name]]
    # Leave to see a case ends by the clock, which no row tells of.
    granted = AccessGrant.objects.active().filter(user=viewer).order_by("pk").values_list("pk", flat=True)
    who = (viewer.pk, viewer.role, viewer.is_force_wide, tuple(granted))
    parts = (who, timezone.localdate(), answers, _newest())
    return f"repeat:{what}:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _newest() -> tuple[int | None, ...]:
    """The newest row of everything that is counted: one query of index look-ups."""
    newest = [f"(SELECT max(pgh_id) FROM {table})" for table in _COUNTED]
    newest += [f"(SELECT max(id) FROM {table})" for table in _ALSO]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(newest)}")
        found: tuple[int | None, ...] = cursor.fetchone()
    return found
