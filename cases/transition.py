"""What one move of a case is. The moves themselves stand in `cases.workflow`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases.guards import applicability
from cases.guards.applicability import Condition
from cases.stages import Ending, Stage
from misconduct.accounts.roles import Permission

if TYPE_CHECKING:
    from cases.models import Case

Guard = Callable[["Case"], str | None]


@dataclass(frozen=True)
class Transition:
    """One move, and the event (`case.…`) that it leaves in the log.

    Each guard gives the reason why the move is not possible yet, or nothing. A case that the move does not concern
    is not offered it. `ending` says how a case ends that is closed by it. A move with a `page` needs more facts than
    a note: only the action of that page makes it. A move that `is_aside` of the ordinary course is offered last, and
    says nothing while it is not possible.
    """

    name: str
    label: str
    event: str
    sources: frozenset[Stage]
    target: Stage
    permission: Permission
    guards: tuple[Guard, ...] = ()
    needs_note: bool = False
    applies: Condition = applicability.always
    ending: Ending | None = None
    page: str = ""
    is_aside: bool = False
