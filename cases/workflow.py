"""The stages and moves of a case, as data. The database trigger that refuses any other move is made from this table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases import guards
from cases.stages import Stage
from misconduct.accounts.roles import Permission

if TYPE_CHECKING:
    from cases.models import Case

Guard = Callable[["Case"], str | None]


@dataclass(frozen=True)
class Transition:
    """One move. Each guard gives the reason why the move is not possible yet, or nothing."""

    name: str
    label: str
    sources: frozenset[Stage]
    target: Stage
    permission: Permission
    guards: tuple[Guard, ...] = ()
    needs_note: bool = False


TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "start_assessment",
        "Start assessment",
        frozenset({Stage.RECEIVED}),
        Stage.ASSESSMENT,
        Permission.CASE_WORK,
    ),
    Transition(
        "start_investigation",
        "Start investigation",
        frozenset({Stage.ASSESSMENT}),
        Stage.INVESTIGATION,
        Permission.CASE_WORK,
        (guards.has_investigator, guards.has_allegation, guards.every_allegation_has_subject),
    ),
    Transition(
        "submit_for_decision",
        "Submit for decision",
        frozenset({Stage.INVESTIGATION}),
        Stage.DECISION,
        Permission.CASE_WORK,
        (guards.has_allegation, guards.every_allegation_has_subject),
    ),
    Transition(
        "close",
        "Close case",
        frozenset({Stage.ASSESSMENT, Stage.INVESTIGATION, Stage.DECISION}),
        Stage.CLOSED,
        Permission.CASE_CLOSE,
        (guards.has_allegation, guards.every_allegation_has_subject, guards.every_pair_has_outcome),
        needs_note=True,
    ),
    Transition(
        "reopen",
        "Re-open case",
        frozenset({Stage.CLOSED}),
        Stage.ASSESSMENT,
        Permission.CASE_CLOSE,
        needs_note=True,
    ),
)


def moves() -> list[tuple[str, str]]:
    """Every allowed pair of stages, from and to."""
    return sorted({(source.value, move.target.value) for move in TRANSITIONS for source in move.sources})


def transition(name: str) -> Transition:
    """The transition of that name; KeyError when there is none."""
    return {move.name: move for move in TRANSITIONS}[name]
