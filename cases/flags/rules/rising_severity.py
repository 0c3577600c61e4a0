"""Matters in a row, each assessed as more serious than the one before (domain notes §7.3, R6)."""

from dataclasses import dataclass
from datetime import date

from cases.flags.rules.history import Hit, LeftOut, Matter, OfficerHistory, Severity
from cases.flags.rules.looking import look
from cases.flags.rules.parameters import Parameters, number
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted, listed

SLUG = "rising-severity"
NOT_ASSESSED = "Its severity is not assessed."
NOT_IN_THE_ROW = "It is no part of the rise."
LEVELS = {
    Severity.NEITHER: "neither",
    Severity.PRACTICE: "practice requiring improvement",
    Severity.MISCONDUCT: "misconduct",
    Severity.GROSS_MISCONDUCT: "gross misconduct",
}


@dataclass(frozen=True)
class RisingParameters(Parameters):
    """A rise counts once its last matter reaches the level `reaching`."""

    threshold: int = number("How many cases in a row", 2, 4, default=2)
    window_months: int = number("Over how many months", 1, 1200, default=60)
    reaching: int = number(
        "The last is at least",
        1,
        3,
        default=2,
        hint="1 practice requiring improvement, 2 misconduct, 3 gross misconduct",
    )


PARAMETERS = RisingParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: RisingParameters) -> tuple[Hit, ...]:
    """One hit for the latest such row. A milder matter after it does not undo it."""
    window = Window.before(as_at, parameters.window_months)
    looked = look(history.matters, window, against=lambda one: NOT_ASSESSED if one.severity is None else "")
    row = _latest_rise(looked.counted, parameters)
    if not row:
        return ()
    levels = [LEVELS[matter.severity] for matter in row if matter.severity is not None]
    sentence = (
        f"{counted(len(row), 'case')} in a row {when(row)}, each assessed as more serious than the one before:"
        f" {listed(levels)}; the rule asks a person to look at {parameters.threshold} or more that reach"
        f" {LEVELS[Severity(parameters.reaching)]} within {counted(parameters.window_months, 'month')}."
    )
    others = tuple(LeftOut(matter, NOT_IN_THE_ROW) for matter in looked.counted if matter not in row)
    return (Hit(row, (*others, *looked.left_out), window.starts_on, window.ends_before, sentence),)


def in_words(parameters: RisingParameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.threshold, 'case')} or more in a row within the last"
        f" {counted(parameters.window_months, 'month')}, each assessed as more serious than the one before, the last as"
        f" {LEVELS[Severity(parameters.reaching)]} or worse."
    )


def _latest_rise(assessed: tuple[Matter, ...], parameters: RisingParameters) -> tuple[Matter, ...]:
    """The last row of matters, in order of date, in which every one is graver than the one before."""
    rows: list[list[Matter]] = []
    for matter in assessed:
        if rows and (rows[-1][-1].severity or 0) < (matter.severity or 0):
            rows[-1].append(matter)
        else:
            rows.append([matter])
    found = [row for row in rows if len(row) >= parameters.threshold and (row[-1].severity or 0) >= parameters.reaching]
    return tuple(found[-1]) if found else ()
