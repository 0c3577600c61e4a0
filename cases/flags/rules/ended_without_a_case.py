"""Several matters that each ended with nothing: no case to answer, not proven or withdrawn.

One by one they look like nothing; together they may hide a pattern (domain notes §7.3, R5). Casey found that between
55 and 60 in 100 internal allegations end so.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.flags.rules.history import Hit, Matter, OfficerHistory, Result
from cases.flags.rules.looking import look
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted

SLUG = "ended-without-a-case"
UNDECIDED = "Whether there is a case to answer is not decided."
PROVEN = "It was proven, or there is a case to answer."
_ENDED = frozenset({Result.NO_CASE, Result.NOT_PROVEN, Result.WITHDRAWN})


@dataclass(frozen=True)
class EndedParameters(Parameters):
    UNUSED: ClassVar[frozenset[str]] = frozenset({"without_no_case"})


PARAMETERS = EndedParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: EndedParameters) -> tuple[Hit, ...]:
    """One hit, or none. A matter is of the day it was received, as for every other rule."""
    window = Window.before(as_at, parameters.window_months)
    looked = look(history.matters, window, against=_reason_against)
    if len(looked.counted) < parameters.threshold:
        return ()
    sentence = (
        f"{counted(len(looked.counted), 'case')} {when(looked.counted)} ended with no case to answer, not proven or"
        f" withdrawn; the rule asks a person to look at {parameters.threshold} or more in any"
        f" {counted(parameters.window_months, 'month')}."
    )
    return (Hit(looked.counted, looked.left_out, window.starts_on, window.ends_before, sentence),)


def in_words(parameters: EndedParameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.threshold, 'different case')} or more in the last"
        f" {counted(parameters.window_months, 'month')} that ended with no case to answer, not proven or withdrawn."
    )


def _reason_against(matter: Matter) -> str:
    if matter.result in _ENDED:
        return ""
    return UNDECIDED if matter.result is Result.UNDECIDED else PROVEN
