"""What is due in a case, when and by whom: deadlines of the law and the next actions that people set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from cases.clocks import sheet
from cases.clocks.models import Clock
from cases.clocks.sheet import ClockLine, days_away
from cases.models import Case
from misconduct.accounts.permissions import Doer

LATE = ("Overdue", "red")
_TODAY, _SOON = ("Due today", "orange"), ("Due soon", "yellow")
_TO_DO = "Next action"


@dataclass(frozen=True)
class Due:
    """One thing to be done. `when` is in words (“3 days late”), `whose` the person it waits for.

    `kind` says what is no deadline of the law.
    """

    label: str
    kind: str
    due_on: date | None
    when: str
    tag: tuple[str, str]
    whose: str
    url: str
    is_late: bool


def all_due(case: Case, viewer: Doer) -> list[Due]:
    """Every running deadline and open action, the late ones first. Its queries do not grow with the case."""
    clocks = [_of_clock(line, case) for line in sheet.running_for(case, viewer)]
    found = [*clocks, *_actions(case)]
    return sorted(found, key=lambda one: (not one.is_late, one.due_on is None, one.due_on or date.max))


def next_due(case: Case) -> Due | None:
    """What comes first of the deadlines and actions; nothing where none has a day. Two queries."""
    clock = sheet.next_due(case)
    first = [_of_next(clock, case)] if clock else []
    first += _actions(case, most=1)
    return min(first, key=lambda one: one.due_on or date.max, default=None)


def _actions(case: Case, most: int | None = None) -> list[Due]:
    if not case.is_open:
        return []
    today, url = timezone.localdate(), reverse("investigations:investigation", args=[case.pk])
    return [
        Due(
            label=task.title,
            kind=_TO_DO,
            due_on=task.due_on,
            when=days_away(task.due_on, today),
            tag=_tag(task.due_on, today),
            whose=str(task.owner),
            url=url,
            is_late=task.due_on < today,
        )
        for task in case.tasks.filter(done_on__isnull=True).select_related("owner")[:most]
    ]


def _of_clock(line: ClockLine, case: Case) -> Due:
    about = f", {line.about}" if line.about else ""
    return Due(
        label=f"{line.clock.label}{about}",
        kind="",
        due_on=line.clock.due_on,
        when=line.when,
        tag=line.tag,
        whose=_owner(case),
        url=_deadlines(case),
        is_late=line.is_late,
    )


def _of_next(clock: Clock, case: Case) -> Due:
    assert clock.due_on is not None  # only such clocks are asked for
    today = timezone.localdate()
    when, tag = days_away(clock.due_on, today), _tag(clock.due_on, today)
    return Due(clock.label, "", clock.due_on, when, tag, _owner(case), _deadlines(case), clock.due_on < today)


def _tag(due_on: date, today: date) -> tuple[str, str]:
    if due_on < today:
        return LATE
    if due_on == today:
        return _TODAY
    return _SOON if (due_on - today).days <= sheet.SOON else ("", "")


def _owner(case: Case) -> str:
    return str(case.investigator) if case.investigator else "Nobody assigned"


def _deadlines(case: Case) -> str:
    return reverse("clocks:case", args=[case.pk])


def shown_first(due: Sequence[Due], most: int = 6) -> Sequence[Due]:
    """The first few; every late one among them, whatever their number."""
    late = sum(one.is_late for one in due)
    return due[: max(most, late)]
