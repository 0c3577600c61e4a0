"""What can be done next with a case, as buttons: the first leads, but nothing urges to re-open a closed case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from cases.actions.transitions import Move
from cases.models import Case


@dataclass(frozen=True)
class Step:
    """One button: a link to a page, or (`is_button`) a move made on the spot."""

    label: str
    url: str
    is_button: bool = False
    is_primary: bool = False


_MENDED_BY = {
    "has_investigator": ("assign", "Assign an investigator", "assign"),
    "has_allegation": ("work", "Add an allegation", "allegation_add"),
    "every_allegation_has_subject": ("work", "Add a subject", "subject_add"),
    "every_pair_has_outcome": ("end", "Record outcomes", "decisions"),
}


def next_steps(case: Case, moves: Sequence[Move], may: Mapping[str, bool]) -> list[Step]:
    """First what mends whatever blocks the case, then the moves that can be made, then a change of investigator."""
    missing = dict.fromkeys(block.guard for move in moves for block in move.blocks if block.guard in _MENDED_BY)
    if case.investigator_id is None:
        missing = {"has_investigator": None} | missing
    steps = [
        Step(label, reverse(f"cases:{page}", args=[case.pk]))
        for permission, label, page in (_MENDED_BY[guard] for guard in missing)
        if may[permission]
    ]
    steps += [_move(case, move) for move in moves if move.is_allowed]
    if case.investigator_id and may["assign"]:
        steps.append(Step("Change the investigator", reverse("cases:assign", args=[case.pk])))
    return [replace(step, is_primary=place == 0 and case.is_open) for place, step in enumerate(steps)]


def _move(case: Case, move: Move) -> Step:
    url = reverse("cases:advance", args=[case.pk, move.transition.name])
    return Step(move.transition.label, url, is_button=not move.transition.needs_note)
