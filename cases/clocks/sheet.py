"""Deadlines as pages show them, in a number of queries that does not grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.utils import timezone

from cases.clocks.models import Clock
from cases.clocks.states import Status
from cases.models import Case
from misconduct.accounts.permissions import Doer
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.wording import counted, uk_date
from misconduct.core.working_days import working_days_between

SOON = 7
# What `str()` of a record reads besides the record itself.
_READS = {"cases.subject": ("officer",), "proceedings.proceeding": ("case",)}
_TAGS = {
    Status.BREACHED: ("Overdue", "red"),
    Status.PAUSED: ("Paused", "grey"),
    Status.DONE: ("Met", "green"),
    Status.LATE: ("Met late", "orange"),
    Status.TOO_EARLY: ("Too early", "orange"),
    Status.MISSED: ("Missed", "red"),
    Status.LAPSED: ("Passed", "grey"),
    Status.ENDED: ("No longer needed", "grey"),
}


@dataclass(frozen=True)
class ClockLine:
    """One deadline with what it is counted for and where it stands today, in words."""

    clock: Clock
    about: str
    status: Status
    tag: tuple[str, str]
    when: str
    is_late: bool
    is_running: bool
    needs_reason: bool
    may_be_extended: bool


def clocks_for(case: Case, viewer: Doer) -> list[ClockLine]:
    """Every deadline of the case that stands: the running ones first, the most urgent on top."""
    clocks = case.clocks.standing().select_related("case", "breach_reason_by").prefetch_related("extensions")
    found = lines(list(clocks), viewer)
    return sorted(found, key=lambda line: not line.is_running)


def running_for(case: Case, viewer: Doer) -> list[ClockLine]:
    """The deadlines of the case still to be answered, the most urgent on top."""
    running = case.clocks.running(timezone.localdate()).select_related("case")
    return lines(list(running), viewer)


def next_due(case: Case) -> Clock | None:
    """The running deadline of the case that comes first. One query."""
    running = case.clocks.running(timezone.localdate()).filter(due_on__isnull=False, paused_since__isnull=True)
    clock: Clock | None = running.order_by("due_on", "pk").first()
    return clock


def lines(clocks: Sequence[Clock], viewer: Doer) -> list[ClockLine]:
    """These deadlines for a page, in their order. `case` is read with them."""
    today = timezone.localdate()
    names = _names((clock.about for clock in clocks), viewer)
    return [_line(clock, names.get(clock.about, ""), today) for clock in clocks]


def _line(clock: Clock, about: str, today: date) -> ClockLine:
    status = clock.status(today)
    is_running = status in {Status.RUNNING, Status.PAUSED, Status.BREACHED}
    return ClockLine(
        clock=clock,
        about=about,
        status=status,
        tag=_TAGS.get(status) or _running_tag(clock, today),
        when=_when(clock, status, today),
        is_late=status == Status.BREACHED,
        is_running=is_running,
        needs_reason=status.is_breach and not clock.breach_reason,
        may_be_extended=is_running and bool(clock.rule.extended_by),
    )


def _running_tag(clock: Clock, today: date) -> tuple[str, str]:
    if clock.due_on is None:
        return "Running", "blue"
    if clock.due_on == today:
        return "Due today", "orange"
    return ("Due soon", "yellow") if (clock.due_on - today).days <= SOON else ("Running", "blue")


def _when(clock: Clock, status: Status, today: date) -> str:
    """How long it is, or was, to the last day: “3 days late”, “in 5 days”, “8 working days so far”."""
    if status == Status.PAUSED:
        return f"since {uk_date(clock.paused_since)}"
    if status in {Status.DONE, Status.LATE, Status.TOO_EARLY}:
        return f"on {uk_date(clock.satisfied_on)}"
    if status in {Status.ENDED, Status.MISSED}:
        return f"ended {uk_date(clock.ended_on)}"
    if clock.due_on is None:
        return _so_far(clock, today)
    return days_away(clock.due_on, today, past="late" if status == Status.BREACHED else "ago")


def days_away(day: date, today: date, *, past: str = "late") -> str:
    """“today”, “in 5 days”, “3 days late”."""
    days = (day - today).days
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} {past}"


def _so_far(clock: Clock, today: date) -> str:
    if clock.earliest_on:
        return f"until {uk_date(clock.earliest_on)} at least"
    return f"{counted(working_days_between(clock.started_on, today), 'working day')} so far"


def _names(keys: Iterable[str], viewer: Doer) -> dict[str, str]:
    """What each clock is counted for, as far as the viewer may see it: one query for each kind of record."""
    ids: dict[str, set[str]] = defaultdict(set)
    for key in filter(None, keys):
        label, _, pk = key.partition(":")
        ids[label].add(pk)
    return {f"{label}:{row.pk}": str(row) for label, found in ids.items() for row in _rows(label, found, viewer)}


def _rows(label: str, ids: set[str], viewer: Doer) -> Iterable[Any]:
    try:
        queryset = apps.get_model(label)._default_manager.all()
    except (LookupError, ValueError):
        return ()
    if not isinstance(queryset, ScopedQuerySet):
        return ()
    whole = {pk for pk in ids if pk.isdecimal()}
    return queryset.visible_to(viewer).filter(pk__in=whole).select_related(*_READS.get(label, ()))
