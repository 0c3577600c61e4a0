"""Looking at flags again when the records they rest on change: entered late, changed on appeal, merged or moved."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from cases.flags.again import again, histories_now
from cases.flags.models import Flag, FlagMatter, FlagRecheck
from cases.flags.rules.frozen import ALSO
from cases.flags.rules.history import About, History
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record

Standing = FlagRecheck.Standing


@dataclass(frozen=True)
class _Found:
    """What the rule of a flag gives on today's records of the same window."""

    standing: Standing
    counted: frozenset[int]
    sentence: str = ""


@transaction.atomic
def recheck(*, about: About, ids: Iterable[int], by: Doer) -> int:
    """Apply the rule version of each flag on these people, units or cases to its window again, by what is known today.

    How many now say otherwise. Run twice, the second finds nothing to say. A fixed number of queries and one row for
    each flag that changed.
    """
    require(by, Permission.FLAG_REVIEW)
    return _recheck(list(_standing().filter(**{f"{about}__in": sorted(set(ids))})), by)


@transaction.atomic
def recheck_next(*, after: int, limit: int, by: Doer) -> int | None:
    """The same for up to `limit` open flags whose ids follow one. The id of the last of them; nothing after the last.

    Every night this finds what no action asked to be looked at again, such as a change made by other means.
    """
    require(by, Permission.FLAG_REVIEW)
    flags = list(_standing().filter(status=Flag.Status.OPEN, pk__gt=after)[:limit])
    _recheck(flags, by)
    return flags[-1].pk if flags else None


def _recheck(flags: list[Flag], by: Doer) -> int:
    if not flags:
        return 0
    histories = histories_now(flags)
    counted = _counted(flags)
    latest = _latest(flags)
    made = []
    for flag in flags:
        before = _before(flag, latest.get(flag.pk), counted[flag.pk])
        found = _look(flag, histories[flag.pk], counted[flag.pk])
        if (found.standing, found.counted) != (before.standing, before.counted):
            made.append(_row(flag, before, found))
    FlagRecheck.objects.bulk_create(made)
    if made:
        _record(made, by)
    return len(made)


def _standing() -> QuerySet[Flag]:
    """Those that still stand, locked in the order of ids."""
    rows = Flag.objects.select_for_update(no_key=True, of=("self",))
    return rows.exclude(status=Flag.Status.SUPERSEDED).select_related("rule").order_by("pk")


def _latest(flags: list[Flag]) -> dict[int, FlagRecheck]:
    """What was last found of each flag that was looked at again."""
    rows = FlagRecheck.objects.filter(flag__in=flags).order_by("flag_id", "-rechecked_at", "-pk").distinct("flag_id")
    return {row.flag_id: row for row in rows}


def _counted(flags: list[Flag]) -> dict[int, frozenset[int]]:
    """The matters that each flag was raised for."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = FlagMatter.objects.filter(flag__in=[flag.pk for flag in flags], is_counted=True).order_by()
    for flag_id, subject_id in rows.values_list("flag_id", "subject_id"):
        found[flag_id].add(subject_id)
    return {flag.pk: frozenset(found[flag.pk]) for flag in flags}


def _before(flag: Flag, latest: FlagRecheck | None, raised_for: frozenset[int]) -> _Found:
    """What was last known: as it was raised where nothing was found since."""
    if latest is None:
        return _Found(Standing.UNCHANGED, raised_for, flag.sentence)
    return _Found(Standing(latest.standing), frozenset(latest.counted_now), latest.sentence)


def _look(flag: Flag, history: History, raised_for: frozenset[int]) -> _Found:
    hit = again(flag, history)
    if hit is None:
        return _Found(Standing.WOULD_NOT, frozenset())
    counted = frozenset(matter.subject_id for matter in hit.counted)
    is_as_raised = hit.evidence == raised_for.union(flag.circumstances.get(ALSO, ()))
    standing = Standing.UNCHANGED if is_as_raised else Standing.FIRES_NOW
    return _Found(standing, counted, hit.sentence)


def _row(flag: Flag, before: _Found, found: _Found) -> FlagRecheck:
    return FlagRecheck(
        flag=flag,
        standing=found.standing,
        counted_before=sorted(before.counted),
        counted_now=sorted(found.counted),
        sentence=found.sentence,
    )


def _record(made: list[FlagRecheck], by: Doer) -> None:
    """One event for the batch, naming every flag that now says otherwise and how."""
    after = {key_of(one.flag): one.standing for one in made}
    record("flag.rechecked", by=by, touched=list(after), after=after)
