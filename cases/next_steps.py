"""What can be done next with a case: the first step leads, and whatever blocks a move comes with what mends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from cases.actions.transitions import Block, Move
from cases.guards import gates
from cases.mending import MENDED_BY
from cases.models import Case
from cases.rights import who_may
from cases.stages import Ending


@dataclass(frozen=True)
class Step:
    """One link to a page, or (`is_button`) a move made on the spot. `guard` names what it mends, if anything."""

    label: str
    url: str
    is_button: bool = False
    is_primary: bool = False
    is_aside: bool = False
    guard: str = ""


@dataclass(frozen=True)
class Reason:
    """Why a move is not possible yet: the step that mends it, or who may take that step where this person may not."""

    text: str
    step: Step | None
    whose: str


@dataclass(frozen=True)
class Blocked:
    """Moves of the ordinary course that wait for the same things; `is_more` where those told before are left out."""

    labels: str
    reasons: Sequence[Reason]
    is_more: bool = False


_TRIAGED = {guard.__name__ for guard in gates.TRIAGED}


def next_steps(case: Case, moves: Sequence[Move], may: Mapping[str, bool]) -> list[Step]:
    """First what mends whatever blocks the case, then the moves that can be made, then a change of investigator."""
    course = ahead(moves)
    missing = {block.guard for move in course for block in move.blocks}
    if case.investigator_id is None and case.is_open:
        missing.add("has_investigator")
    steps = list(_mending(case, missing, may))
    possible = [
        _move(case, move) for move in [*course, *(one for one in moves if one not in course)] if move.is_allowed
    ]
    steps += [step for step in possible if not step.is_aside]
    if case.investigator_id and may["assign"]:
        steps.append(Step("Change the investigator", reverse("cases:assign", args=[case.pk]), is_aside=True))
    steps += [step for step in possible if step.is_aside]
    if any(move.transition.ending and not move.is_allowed and move not in course for move in moves):
        steps.append(Step("To end the case here, see the closure checklist", _checklist(case), is_aside=True))
    leads = case.is_open and bool(steps) and not steps[0].is_aside
    return [replace(step, is_primary=leads and place == 0) for place, step in enumerate(steps)]


def ahead(moves: Sequence[Move]) -> list[Move]:
    """The moves of the ordinary course. While a case can still go on, its ends do not ask for what only they need.

    A complaint that was decided to be handled outside Schedule 3 is there to be put right and closed: that comes first.
    """
    ordinary = [move for move in moves if not move.transition.is_aside]
    outside = [move for move in ordinary if _is_handled_outside(move)]
    onward = [move for move in ordinary if not move.transition.ending]
    return [*outside, *onward] if onward else ordinary


def _is_handled_outside(move: Move) -> bool:
    return move.transition.ending is Ending.HANDLED_OUTSIDE and not _TRIAGED & {block.guard for block in move.blocks}


def blocked(moves: Sequence[Move], steps: Sequence[Step], may: Mapping[str, bool]) -> list[Blocked]:
    """What the next moves wait for, each set of reasons once. Somebody who only reads is not told of their role."""
    by_guard = {step.guard: step for step in steps if step.guard}
    waiting: dict[tuple[Block, ...], list[str]] = {}
    for move in ahead(moves):
        if blocks := tuple(block for block in move.blocks if block.guard or may["move"]):
            waiting.setdefault(blocks, []).append(move.transition.label)
    found: list[Blocked] = []
    told: set[Block] = set()
    for blocks, labels in sorted(waiting.items(), key=lambda item: len(item[0])):
        is_more = bool(told) and told < set(blocks)
        left = [block for block in blocks if not (is_more and block in told)]
        found.append(Blocked(" / ".join(labels), [_reason(block, by_guard, may) for block in left], is_more))
        told |= set(blocks)
    return found


def _reason(block: Block, by_guard: Mapping[str, Step], may: Mapping[str, bool]) -> Reason:
    mend = MENDED_BY.get(block.guard)
    is_anothers = mend is not None and not may.get(mend.may)
    return Reason(block.reason, by_guard.get(block.guard), who_may(mend.may) if mend and is_anothers else "")


def _mending(case: Case, missing: set[str], may: Mapping[str, bool]) -> list[Step]:
    found = []
    for guard, mend in MENDED_BY.items():
        if guard in missing and may.get(mend.may) and (means := mend.found(case)):
            how, address = means
            found.append(Step(how.label, address, guard=guard))
    return found


def _checklist(case: Case) -> str:
    return reverse("closure:checklist", args=[case.pk])


def _move(case: Case, move: Move) -> Step:
    one = move.transition
    page, more = (one.page, []) if one.page else ("cases:advance", [one.name])
    url = reverse(page, args=[case.pk, *more])
    return Step(one.label, url, is_button=not (one.page or one.needs_note or one.is_aside), is_aside=one.is_aside)
