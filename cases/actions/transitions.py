"""Moving a case from stage to stage. The only place where a stage is set."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db import transaction
from django.utils import timezone

from cases import workflow
from cases.actions import checks, locking
from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.contacts.actions.handling import start_handling
from cases.flags.actions.requests import request_for_case
from cases.models import Case
from cases.stages import Stage
from cases.transition import Guard, Transition
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import ROLES, Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused


@dataclass(frozen=True)
class Block:
    """One reason why a move cannot be made. `guard` names the fact that is missing; it is empty for a role."""

    reason: str
    guard: str = ""


@dataclass(frozen=True)
class Move:
    """One transition as a person finds it: whether they can make it now, and if not, everything that blocks it."""

    transition: Transition
    blocks: tuple[Block, ...]

    @property
    def is_allowed(self) -> bool:
        return not self.blocks

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(block.reason for block in self.blocks)


@transaction.atomic
def advance(*, by: User, case: Case, transition: str, note: str = "", version: int | None = None) -> Case:
    """Move a case along a transition of `cases.workflow`.

    Raises Refused with every reason when a guard says no; the note where one is needed is in the log.
    """
    move = _named(transition)
    require(by, move.permission, case)
    if move.page:
        raise Refused(f"To “{move.label.lower()}” more must be said. Use its page.")
    case = locking.lock(case, version=version)
    if move.needs_note:
        note = checks.said(note, field="note", message="Enter the reason.")
    before = Stage(case.stage)
    make(case=case, move=move, by=by)
    record(
        f"case.{move.event}",
        by=by,
        target=case,
        before={"stage": before.label},
        after={"stage": move.target.label, **({"ending": move.ending.label} if move.ending else {})},
        reason=note.strip(),
    )
    return case


def make(*, case: Case, move: Transition, by: User) -> None:
    """Make a move with a locked case, as a step of an action that puts it on record.

    Raises Refused with every reason when the case is at another stage, or a guard says no.
    """
    if case.stage not in move.sources or not move.applies(case):
        raise Refused(f"This case is at “{case.get_stage_display()}”, from where you cannot “{move.label.lower()}”.")
    if blocks := _blocks(move, lambda guard: guard(case)):
        raise Refused(" ".join(block.reason for block in blocks))
    _set_stage(case, move, by=by)
    if move.target is Stage.CLOSED:
        milestones.reached(case=case, kind=MilestoneKind.CLOSED, on=timezone.localdate(), by=by)
    elif Stage.CLOSED in move.sources:
        milestones.reached(case=case, kind=MilestoneKind.REOPENED, on=timezone.localdate(), by=by)
    if Stage.CLOSED in {move.target, *move.sources}:
        request_for_case(case)


def available(case: Case, user: User) -> list[Move]:
    """Each transition out of the case's stage, with the reasons why this person cannot make it now.

    Moves share guards: each is asked once.
    """
    ask = cache(lambda guard: guard(case))
    return [
        Move(move, (*_role_blocks(user, move.permission), *_blocks(move, ask)))
        for move in workflow.TRANSITIONS
        if case.stage in move.sources and move.applies(case)
    ]


def _set_stage(case: Case, move: Transition, *, by: User) -> None:
    closes, stops = move.target is Stage.CLOSED, move.target is Stage.SUSPENDED
    case.stage_before_suspension = case.stage if stops else ""
    case.stage = move.target
    case.closed_on = timezone.localdate() if closes else None
    case.closed_by = by if closes else None
    case.ending = move.ending or ""
    locking.save(case, "stage", "stage_before_suspension", "closed_on", "closed_by", "ending")
    start_handling(case=case, on=timezone.localdate(), by=by)


def _named(name: str) -> Transition:
    try:
        return workflow.transition(name)
    except KeyError:
        raise Refused("Choose one of the next steps shown on the case.", field="transition") from None


def _blocks(move: Transition, ask: Callable[[Guard], str | None]) -> tuple[Block, ...]:
    return tuple(Block(reason, guard.__name__) for guard in move.guards if (reason := ask(guard)))


def _role_blocks(user: User, permission: Permission) -> tuple[Block, ...]:
    if user.has(permission):
        return ()
    others = [role.label.lower() for role in ROLES.values() if permission in role.permissions]
    return (Block(f"Your role does not let you do this. Ask a {' or '.join(others)}."),)
