"""Who may not review a flag: whoever it is about or in one line with them, works beside them, or handled what counts.

Pure: `cases/flags/ties.py` looks the ties up, actions refuse by them, and forms leave people out by them.
"""

from dataclasses import dataclass

_ASK = "Leave it to another manager."


@dataclass(frozen=True)
class Ties:
    """What ties one person to a flag. `works_beside` is the unit that both are posted to at present.

    `is_in_line` is that one of them supervises the other at present, whatever their units.
    """

    is_about_self: bool = False
    works_beside: bool = False
    has_handled: bool = False
    is_in_line: bool = False


def refusal(ties: Ties, name: str = "") -> str:
    """Why the person with these ties may not review the flag, and what to do; empty where they may.

    Without a name it speaks to the person.
    """
    if ties.is_about_self:
        return f"This flag is about {name or 'you'}. {_other(name)}"
    if ties.has_handled:
        return f"{_has(name)} investigated or decided on a case that this flag counts. {_other(name)}"
    if ties.is_in_line:
        who = f"{name} is" if name else "You are"
        return f"{who} in one line of management with whoever this flag is about. {_other(name)}"
    if ties.works_beside:
        return f"{_has(name)} a post in the unit that this flag is about or whose member it is about. {_other(name)}"
    return ""


def _has(name: str) -> str:
    return f"{name} has" if name else "You have"


def _other(name: str) -> str:
    return "Choose somebody else." if name else _ASK
