"""Who may appeal against proceedings, to whom, and until when. The rules are the lines of `appeals.csv`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from cases.clocks.counting import due_on
from cases.clocks.definitions import definition
from cases.proceedings import data_files


class WindowState(Enum):
    """How the time for an appeal stands, with its word and the colour of its tag."""

    NOT_OPEN = ("Not open yet", "grey")
    OPEN = ("Open", "blue")
    LODGED = ("Appeal made", "red")
    DETERMINED = ("Appeal decided", "green")
    EXPIRED = ("Passed without appeal", "green")

    @property
    def word(self) -> str:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class AppealRule:
    """One right of appeal. Its time is that of a statutory clock, from the day the officer was told in writing."""

    body: str
    appellant: str
    clock: str
    source: str
    is_confirmed: bool


@dataclass(frozen=True)
class Window:
    """The time for an appeal about one person."""

    state: WindowState
    until: date | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more can come of it: it passed, or the appeal was decided."""
        return self.state in (WindowState.EXPIRED, WindowState.DETERMINED)


def rights(kind: str, on: date) -> list[AppealRule]:
    """Who may appeal against proceedings of this kind, by the law of the day on which the outcome was told."""
    return [
        _read(row)
        for row in data_files.lines("appeals")
        if kind in row["kinds"].split() and data_files.is_in_force(row, on)
    ]


def last_day(rule: AppealRule, told_on: date) -> date:
    return due_on(definition(rule.clock, received_on=told_on), told_on, today=told_on) or told_on


def window(*, kind: str, told_on: date | None, appeals: list[date | None], today: date) -> Window:
    """How the time for an appeal about one person stands.

    `appeals` has one entry for each appeal made: the day it was decided, or None while it is not.
    """
    if None in appeals:
        return Window(WindowState.LODGED)
    if told_on is None:
        return Window(WindowState.DETERMINED if appeals else WindowState.NOT_OPEN)
    ends = [last_day(rule, told_on) for rule in rights(kind, told_on)]
    until = max(ends, default=told_on)
    if appeals:
        return Window(WindowState.DETERMINED, until)
    return Window(WindowState.OPEN if today <= until else WindowState.EXPIRED, until)


def _read(row: Mapping[str, str]) -> AppealRule:
    return AppealRule(
        body=row["body"],
        appellant=row["appellant"],
        clock=row["clock"],
        source=row["source"],
        is_confirmed=row["confirm"] != "yes",
    )
