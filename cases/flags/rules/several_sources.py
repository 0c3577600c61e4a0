"""The same person brought up from outside and from inside the force, within two years.

Public complaints, internal reports and confidential ones used to stand in different systems, where nobody saw them
together (Casey; domain notes §7.3, R9). At least one must be a public complaint and one not; `threshold` says how many
of the three sources it takes. Two is the default: to wait for all three is to wait for a confidential report.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.flags.rules.history import Hit, Matter, OfficerHistory, Source
from cases.flags.rules.looking import look
from cases.flags.rules.parameters import Parameters, number
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted, listed

SLUG = "several-sources"
UNKNOWN = "Who brought it is not known."
_NAMES = {
    Source.PUBLIC: "a public complaint",
    Source.INTERNAL: "an internal report",
    Source.CONFIDENTIAL: "a confidential report",
}


@dataclass(frozen=True)
class SourceParameters(Parameters):
    threshold: int = number("How many different sources", 2, 3, default=2)
    window_months: int = number("Over how many months", 1, 1200, default=24)
    fewest_cases: int = number("At least how many cases in all", 2, 1000, default=2)

    UNUSED: ClassVar[frozenset[str]] = frozenset({"sources_apart"})


PARAMETERS = SourceParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: SourceParameters) -> tuple[Hit, ...]:
    """One hit over every case of a known source in the window."""
    window = Window.before(as_at, parameters.window_months)
    looked = look(history.matters, window, against=_reason_against)
    sources = {matter.source for matter in looked.counted}
    is_mixed = Source.PUBLIC in sources and len(sources) >= parameters.threshold
    if not is_mixed or len(looked.counted) < parameters.fewest_cases:
        return ()
    named = [name for source, name in _NAMES.items() if source in sources]
    sentence = (
        f"{counted(len(looked.counted), 'case')} {when(looked.counted)}, brought by {listed(named)}; the rule asks a"
        f" person to look at {parameters.threshold} different sources, the public among them, in any"
        f" {counted(parameters.window_months, 'month')}."
    )
    return (Hit(looked.counted, looked.left_out, window.starts_on, window.ends_before, sentence),)


def in_words(parameters: SourceParameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.fewest_cases, 'case')} or more in the last {counted(parameters.window_months, 'month')}"
        f" from {parameters.threshold} different sources: a public complaint and an internal or confidential report."
    )


def _reason_against(matter: Matter) -> str:
    return UNKNOWN if matter.source is Source.UNKNOWN else ""
