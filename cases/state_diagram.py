"""The table of moves in words and as a diagram, for docs/state-diagram.md."""

from cases.stages import Stage
from cases.transition import Transition
from cases.workflow import TRANSITIONS
from misconduct.accounts.permission_table import words_for


def as_markdown() -> str:
    """The text of docs/state-diagram.md."""
    lines = [
        "# The life of a case",
        "",
        "Written by `manage.py state_diagram > docs/state-diagram.md` from `cases/workflow.py`; a test keeps the two",
        "equal. A trigger in the database, made from the same table, refuses any other move.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f'    state "{stage.label}" as {stage.value}' for stage in Stage),
        f"    [*] --> {Stage.RECEIVED.value}",
        *_arrows(),
        "```",
        "",
        "A move is offered only to cases that it concerns, and made only when everything under “Needs” is so.",
        "",
        "| Move | From | To | Who | For | Needs |",
        "|---|---|---|---|---|---|",
        *map(_row, TRANSITIONS),
    ]
    return "\n".join(lines)


def _arrows() -> list[str]:
    arrows = [
        f"    {source.value} --> {move.target.value}: {move.label}"
        for move in TRANSITIONS
        for source in Stage
        if source in move.sources
    ]
    return list(dict.fromkeys(arrows))


def _row(move: Transition) -> str:
    sources = ", ".join(stage.label for stage in Stage if stage in move.sources)
    needs = [_said(guard.__name__) for guard in move.guards]
    needs += ["a reason"] if move.needs_note else []
    needs += ["what its own page asks"] if move.page else []
    ending = f" ({move.ending.label.lower()})" if move.ending else ""
    cells = (
        move.label,
        sources,
        f"{move.target.label}{ending}",
        words_for(move.permission),
        _said(move.applies.__name__),
        "; ".join(needs) or "nothing",
    )
    return f"| {' | '.join(cells)} |"


def _said(name: str) -> str:
    """A guard or a condition by its name, which says what must be so."""
    words = "every case" if name == "always" else name.replace("_", " ")
    return words.replace("iopc", "IOPC").replace("schedule 3", "Schedule 3")
