"""How a case comes to a stage from where it stands, read from the table of moves."""

from collections.abc import Collection

from cases.guards.applicability import is_outside_schedule_3
from cases.models import Case
from cases.ruling_rules.stages import COURSE
from cases.stages import Stage
from cases.transition import Transition
from cases.workflow import TRANSITIONS
from misconduct.core.wording import listed

# A referral to the IOPC is a way round, from where a case comes back to the same course.
_DETOURS = (Stage.REFERRED, Stage.SUSPENDED)


def way_to(case: Case, stages: Collection[Stage]) -> str:
    """Where the case is and which move comes first on the way to the next of these stages, in plain words."""
    here = f"This case is at “{case.get_stage_display()}”"
    ahead = [stage for stage in COURSE[COURSE.index(Stage(case.stage)) :] if stage in stages][:1]
    moves = [move for move in TRANSITIONS if not move.ending and not move.page and move.target not in _DETOURS]
    moves = [move for move in moves if move.applies(case)]
    if onward := _first(case, ahead, [move for move in moves if not move.is_aside]):
        return f"{here}. Next on the way there: {onward}."
    if back := _first(case, stages, moves):
        return f"{here}. It goes back there by {back}."
    if is_outside_schedule_3(case):
        return f"{here}, and nothing handled outside Schedule 3 goes there. Decide on Schedule 3 again first."
    return f"{here}. It goes back there only once it is closed and opened again."


def _first(case: Case, aims: Collection[Stage], moves: Collection[Transition]) -> str:
    """The moves out of the case's stage from which one of these is reached; empty where none is."""
    from_here = [move for move in moves if case.stage in move.sources]
    leading = [move for move in from_here if _reached(move.target, moves, without=Stage(case.stage)) & set(aims)]
    return listed((f"“{move.label}”" for move in leading), by="or")


def _reached(start: Stage, moves: Collection[Transition], *, without: Stage) -> set[Stage]:
    """Every stage that a case comes to from `start`, itself too, without going through `without` again."""
    found, waiting = {start}, [start]
    while waiting:
        stage = waiting.pop()
        new = {move.target for move in moves if stage in move.sources} - found - {without}
        found |= new
        waiting += new
    return found
