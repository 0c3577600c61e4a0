"""Working out the clocks of cases from their milestones. It can be repeated at any time and then changes nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.clocks.definitions import Definition, definitions
from cases.clocks.derivation import clocks_of, pauses_of
from cases.clocks.models import Clock, ClockExtension, ClockRefresh, Milestone
from cases.clocks.states import ClockState, Fact, Granted
from cases.flags.actions.requests import request_for_cases
from cases.models import Case

CASES_AT_ONCE = 200
_DERIVED = (
    "started_by_id",
    "due_on",
    "original_due_on",
    "earliest_on",
    "extended_to",
    "paused_days",
    "paused_since",
    "satisfied_on",
    "satisfied_by_id",
    "ended_on",
    "withdrawn_at",
)
Key = tuple[str, str, date]


def refresh(*, case: Case, today: date | None = None) -> None:
    """Bring the clocks of a case into line with its milestones, in the transaction of whatever changed them.

    The flags of the case are looked at again.
    """
    refresh_cases([case.pk], today=today or timezone.localdate())
    request_for_cases(case_ids=[case.pk])


@transaction.atomic
def refresh_stale(*, today: date, limit: int = CASES_AT_ONCE) -> int:
    """Work out cases that were last looked at before today, up to `limit`. How many they were.

    Several workers share them: a case that somebody else holds is passed over.
    """
    running = Clock.objects.running(today).filter(case=OuterRef("case"))
    stale = ClockRefresh.objects.filter(Exists(running), refreshed_on__lt=today).order_by("refreshed_on", "case")
    free = Case.objects.select_for_update(no_key=True, skip_locked=True).order_by("pk")
    ids = list(free.filter(pk__in=stale.values("case")).values_list("pk", flat=True)[:limit])
    refresh_cases(ids, today=today)
    return len(ids)


@transaction.atomic
def refresh_cases(case_ids: Collection[int], *, today: date) -> None:
    """Work out the clocks of these cases: a number of queries that does not grow with them."""
    cases = list(Case.objects.select_for_update(no_key=True).filter(pk__in=case_ids).order_by("pk"))
    if not cases:
        return
    facts, held = _facts(case_ids), _held(case_ids)
    granted = _granted(case_ids)
    new: list[Clock] = []
    changed: list[Clock] = []
    for case in cases:
        rules = [
            one for one in definitions() if one.applies_to(record_type=case.record_type, received_on=case.received_on)
        ]
        own = facts[case.pk]
        states = clocks_of(own, pauses_of(own), granted[case.pk], rules, today)
        added, differing = _compare(case, states, held[case.pk])
        new += added
        changed += differing
    Clock.objects.bulk_create(new)
    if changed:
        Clock.objects.bulk_update(changed, [name.removesuffix("_id") for name in _DERIVED])
    ClockRefresh.objects.bulk_create(
        [ClockRefresh(case=case, refreshed_on=today) for case in cases],
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=["refreshed_on", "reminded_on"],
    )


def _rules(case: Case) -> list[Definition]:
    kind, received = case.record_type, case.received_on
    return [rule for rule in definitions() if rule.applies_to(record_type=kind, received_on=received)]


def _facts(case_ids: Collection[int]) -> Mapping[int, list[Fact]]:
    rows = list(Milestone.objects.standing().filter(case__in=case_ids).order_by("reached_on", "pk"))
    sorts = _sorts(key for row in rows for key in (row.about, row.source))
    found: dict[int, list[Fact]] = defaultdict(list)
    for row in rows:
        sort = sorts.get(row.about) or sorts.get(row.source, "")
        found[row.case_id].append(Fact(row.pk, row.kind, row.reached_on, row.about, sort))
    return found


_PROCEEDING = "proceedings.proceeding"


def _sorts(keys: Iterable[str]) -> dict[str, str]:
    """Whether proceedings are a meeting or a hearing: their papers start different clocks."""
    ids = {key.partition(":")[2] for key in keys if key.startswith(f"{_PROCEEDING}:")}
    if not ids:
        return {}
    model: Any = apps.get_model(_PROCEEDING)
    return {f"{_PROCEEDING}:{pk}": kind for pk, kind in model.objects.filter(pk__in=ids).values_list("pk", "kind")}


def _held(case_ids: Collection[int]) -> Mapping[int, dict[Key, Clock]]:
    found: dict[int, dict[Key, Clock]] = defaultdict(dict)
    for clock in Clock.objects.filter(case__in=case_ids):
        found[clock.case_id][clock.definition, clock.about, clock.started_on] = clock
    return found


def _granted(case_ids: Collection[int]) -> Mapping[int, list[Granted]]:
    rows = ClockExtension.objects.filter(clock__case__in=case_ids).select_related("clock").order_by("pk")
    found: dict[int, list[Granted]] = defaultdict(list)
    for row in rows:
        clock = row.clock
        found[clock.case_id].append(Granted(clock.definition, clock.about, clock.started_on, row.until, row.granted_on))
    return found


def _compare(case: Case, states: Iterable[ClockState], held: dict[Key, Clock]) -> tuple[list[Clock], list[Clock]]:
    """The clocks to be added, and those that no longer stand as they did."""
    new: list[Clock] = []
    changed: list[Clock] = []
    left = dict(held)
    for state in states:
        clock = left.pop((state.slug, state.about, state.started_on), None)
        if clock is None:
            clock = Clock(case=case, definition=state.slug, about=state.about, started_on=state.started_on)
            _take_over(clock, state)
            new.append(clock)
        elif _take_over(clock, state):
            changed.append(clock)
    for clock in left.values():
        if clock.withdrawn_at is None:
            clock.withdrawn_at = timezone.now()
            changed.append(clock)
    return new, changed


def _take_over(clock: Clock, state: ClockState) -> bool:
    """Write the derived fields. Whether any of them changed."""
    values = {name: getattr(state, name.removesuffix("_id"), None) for name in _DERIVED}
    differing = {name: value for name, value in values.items() if getattr(clock, name) != value}
    for name, value in differing.items():
        setattr(clock, name, value)
    return bool(differing)
