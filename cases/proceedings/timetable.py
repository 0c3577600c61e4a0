"""The timetable of proceedings: what is due when, worked out from what has happened.

The lengths are those of the statutory clocks; `timetable.csv` says which of them belong to which kind of proceedings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from cases.clocks.counting import Pause, due_on, earliest_on
from cases.clocks.definitions import Definition, Nature, definition
from cases.proceedings import data_files


class GrantedBy(StrEnum):
    """Who may give more time for a step, as `timetable.csv` names them."""

    CHAIR = "chair"
    AUTHORITY = "authority"

    @property
    def label(self) -> str:
        return {"chair": "The chair", "authority": "The appropriate authority"}[self.value]


class State(Enum):
    """How one step of the timetable stands, with its word and the colour of its tag."""

    WAITING = ("Not started", "grey")
    OPEN = ("Open", "blue")
    DUE = ("Due", "blue")
    LATE = ("Overdue", "red")
    DONE = ("Done", "green")
    DONE_LATE = ("Done late", "orange")
    DONE_EARLY = ("Done too early", "orange")
    PASSED = ("Passed", "grey")

    @property
    def word(self) -> str:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Line:
    """One line of the timetable: the clock it follows, what it is called here, and who may give more time."""

    step: str
    label: str
    clock: Definition
    extended_by: tuple[str, ...]

    @property
    def is_window(self) -> bool:
        """Whether the time is the officer's own: it lapses, and nobody is late."""
        return self.clock.nature == Nature.WINDOW


@dataclass(frozen=True)
class Granted:
    """A later day for a step, as the last extension gave it."""

    due_on: date
    by: str
    reason: str


@dataclass(frozen=True)
class Step:
    """One line of the timetable as it stands. `not_before` is the first day allowed, `due_on` the last."""

    line: Line
    state: State
    not_before: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    granted: Granted | None = None

    @property
    def can_be_extended(self) -> bool:
        return bool(self.line.extended_by) and self.due_on is not None and self.done_on is None


def timetable(
    *,
    kind: str,
    received_on: date | None,
    reached: Mapping[str, date],
    today: date,
    granted: Mapping[str, Granted] | None = None,
    pauses: Iterable[Pause] = (),
) -> list[Step]:
    """Every step of proceedings of this kind, under the law of the day the case was received.

    `reached` gives the day of each milestone, `granted` the last extension of each step.
    """
    granted, pauses = granted or {}, tuple(pauses)
    return [_step(line, reached, granted.get(line.step), pauses, today) for line in rules(kind, received_on)]


def rules(kind: str, received_on: date | None) -> list[Line]:
    """The lines of proceedings of this kind."""
    return [
        Line(
            step=row["step"],
            label=row["label"],
            clock=definition(row["step"], received_on=received_on),
            extended_by=tuple(row["extended_by"].split()),
        )
        for row in data_files.lines("timetable")
        if kind in row["kinds"].split()
    ]


def needing_attention(steps: Iterable[Step]) -> list[Step]:
    """Steps that somebody still has to take, the earliest due first."""
    waiting = [step for step in steps if step.state in (State.DUE, State.LATE)]
    return sorted(waiting, key=lambda step: step.due_on or step.not_before or date.max)


def _step(
    line: Line, reached: Mapping[str, date], granted: Granted | None, pauses: tuple[Pause, ...], today: date
) -> Step:
    start, done_on = _first(reached, line.clock.starts), _first(reached, line.clock.satisfied_by)
    if start is None:
        return Step(line, State.DONE if done_on else State.WAITING, done_on=done_on)
    not_before = earliest_on(line.clock, start, pauses=pauses, today=today)
    last = due_on(line.clock, start, pauses=pauses, today=today)
    if granted and last:
        last = max(last, granted.due_on)
    return Step(line, _state(line, not_before, last, done_on, today), not_before, last, done_on, granted)


def _first(reached: Mapping[str, date], kinds: Iterable[str]) -> date | None:
    return min((reached[kind] for kind in kinds if kind in reached), default=None)


def _state(line: Line, not_before: date | None, last: date | None, done_on: date | None, today: date) -> State:
    if done_on:
        if not_before and done_on < not_before:
            return State.DONE_EARLY
        return State.DONE_LATE if last and done_on > last else State.DONE
    if line.is_window and last:
        return State.OPEN if today <= last else State.PASSED
    if last is None:
        return State.DUE if not_before and today >= not_before else State.OPEN
    return State.LATE if today > last else State.DUE
