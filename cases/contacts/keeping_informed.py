"""When the people of a case are to hear of it next: the deadlines about each of them, read in one query.

SI 2020/2 reg 34 and SI 2020/4. In writing, except for an oral complaint handled outside Schedule 3.
"""

from collections.abc import Iterable
from datetime import date

from cases.clocks.models import Clock
from cases.contacts.models import Party
from misconduct.audit.querysets import key_of

# Conduct matters count from another day than complaints do.
_UPDATES = ("progress-update", "progress-update-conduct")


def updates_due(parties: Iterable[Party]) -> dict[int, date | None]:
    """For each party, by its id, the last day for the next update. Nobody who wants none is owed one."""
    parties = list(parties)
    by_key = {key_of(party): party for party in parties if party.wants_updates}
    rows = Clock.objects.standing().filter(about__in=by_key, definition__in=_UPDATES, due_on__isnull=False)
    running = rows.filter(satisfied_on__isnull=True, ended_on__isnull=True).order_by("started_on")
    found: dict[int, date | None] = {party.pk: None for party in parties}
    return found | {by_key[about].pk: due_on for about, due_on in running.values_list("about", "due_on")}


def is_late(day: date, *, due_on: date | None) -> bool:
    """Whether an update of that day comes after the last day for it."""
    return due_on is not None and day > due_on
