"""Reading the histories of units: who is posted to each, and the matters of its people beside those of the force."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, DurationField, F, Min, Q, Sum, Value
from django.db.models.functions import Greatest, Least

from cases.flags.histories import matters_of
from cases.flags.rules.history import FINALISED, RECEIVED, Matter
from cases.flags.rules.team_history import TeamHistory
from cases.flags.rules.window import Window
from cases.models import Subject
from officers.models import Posting

MATTERS_AT_ONCE = 2000


def teams_of(unit_ids: Iterable[int], *, as_at: date, months: int) -> list[TeamHistory]:
    """One history a unit, in the order of their ids. Four queries over the force, however many units.

    Of a matter no more is read than its day and its case: `in_full` reads the rest for the few units that need it.
    """
    window = Window.before(as_at, months)
    people, days, matters = _people(as_at), _days(window), _matters(window)
    of_force = {"force_days": sum(days.values()), "force_cases": sum(map(len, matters.values()))}
    return [
        TeamHistory(pk, people[pk], tuple(matters.get(pk, ())), days=days[pk], **of_force) for pk in sorted(unit_ids)
    ]


def units_of(officer_ids: Iterable[int]) -> set[int]:
    """The units whose history these people are part of: those they are or were posted to, or had a matter in."""
    people = list(officer_ids)
    posted = Posting.objects.filter(officer__in=people, unit__isnull=False).order_by().values_list("unit_id")
    at_the_time: Any = Subject.objects.identified().filter(officer__in=people, unit_at_time__isnull=False)
    return {pk for (pk,) in posted.union(at_the_time.order_by().values_list("unit_at_time_id"))}


def matters_alone(unit_id: int, *, as_at: date, months: int) -> TeamHistory:
    """One unit with its matters, each as `teams_of` reads it, and nothing of the force beside it. Two queries."""
    matters = _matters(Window.before(as_at, months), of_unit=unit_id)
    return TeamHistory(unit_id, matters=tuple(matters.get(unit_id, ())))


def in_full(teams: Sequence[TeamHistory], *, known_before: date) -> list[TeamHistory]:
    """The same units with all that is known of their matters, by what had been decided before a day.

    A large unit has thousands: only so many are read at once. One that was merged into another or is no longer of
    this person since the units were read counts no more.
    """
    wanted = sorted({matter.subject_id for team in teams for matter in team.matters})
    found = {
        matter.subject_id: matter
        for first in range(0, len(wanted), MATTERS_AT_ONCE)
        for matter in matters_of(wanted[first : first + MATTERS_AT_ONCE], known_before=known_before)
    }
    return [
        replace(team, matters=tuple(found[one.subject_id] for one in team.matters if one.subject_id in found))
        for team in teams
    ]


def _people(day: date) -> Counter[int]:
    """How many people in post are posted to each unit at the start of a day."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    rows = (
        Posting.objects.filter(begun, unit__isnull=False, officer__appointed_on__lte=day)
        .exclude(Q(ends_on__lte=day) | Q(officer__left_on__lte=day))
        .order_by()
        .values_list("unit_id")
        .annotate(Count("officer", distinct=True))
    )
    return Counter(dict(rows))


def _days(window: Window) -> Counter[int]:
    """How many days the people of each unit served there within a window, together. A posting runs up to its last day.

    As in the funnel chart of units (`reports.statistics.exposure`).
    """
    served = Posting.objects.filter(unit__isnull=False, officer__appointed_on__isnull=False).annotate(
        since=Greatest("starts_on", "officer__appointed_on", Value(window.starts_on)),
        until=Least("ends_on", "officer__left_on", Value(window.ends_before)),
    )
    time = Sum(F("until") - F("since"), output_field=DurationField())
    rows = served.filter(since__lt=F("until")).order_by().values_list("unit_id").annotate(time=time)
    return Counter({unit_id: served_there.days for unit_id, served_there in rows})


def _matters(window: Window, of_unit: int | None = None) -> dict[int, list[Matter]]:
    """The matters dated within a window, of one unit or all, by the unit in which their person was at the time."""
    first, end = window.starts_on, window.ends_before
    counted: Any = Subject.objects.identified().counted_once().filter(unit_at_time__isnull=False)
    if of_unit is not None:
        counted = counted.filter(unit_at_time=of_unit)
    rows = counted.order_by("pk").values_list("pk", "case_id", "unit_at_time_id")
    received = rows.filter(case__received_on__gte=first, case__received_on__lt=end)
    finalised = rows.filter(case__received_on__isnull=True).annotate(day=Min("pairs__finalised_on"))
    found: dict[int, list[Matter]] = defaultdict(list)
    for pk, case_id, unit_id, day in received.values_list("pk", "case_id", "unit_at_time_id", "case__received_on"):
        found[unit_id].append(Matter(pk, case_id, day, RECEIVED, unit_id=unit_id))
    for pk, case_id, unit_id, day in finalised.filter(day__gte=first, day__lt=end).values_list(
        "pk", "case_id", "unit_at_time_id", "day"
    ):
        found[unit_id].append(Matter(pk, case_id, day, FINALISED, unit_id=unit_id))
    return found
