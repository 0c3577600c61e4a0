"""Misuse of information by somebody who is also said to abuse their position or to keep a company to be notified of.

Looking people up is how contact for a sexual or corrupt purpose often begins (domain notes §7.3, R12). Both may stand
in one case or in two. Abuse of position counts whatever its purpose.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.flags.rules.history import Hit, Matter, OfficerHistory
from cases.flags.rules.looking import look, of_family
from cases.flags.rules.parameters import Parameters, number
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted

SLUG = "data-misuse-with-contact"
_is_misuse = of_family("information")
_is_contact = of_family("abuse-of-position", "association")


@dataclass(frozen=True)
class MisuseParameters(Parameters):
    threshold: int = number("How many cases", 1, 1000, default=1)
    window_months: int = number("Over how many months", 1, 1200, default=60)

    UNUSED: ClassVar[frozenset[str]] = frozenset({"threshold"})


PARAMETERS = MisuseParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: MisuseParameters) -> tuple[Hit, ...]:
    """One hit over every case of either kind, when there are both."""
    window = Window.before(as_at, parameters.window_months)
    looked = look(history.matters, window, about=_is_either)
    if not any(map(_is_misuse, looked.counted)) or not any(map(_is_contact, looked.counted)):
        return ()
    sentence = (
        f"{counted(len(looked.counted), 'case')} {when(looked.counted)} about misuse of information and about abuse of"
        f" position or a notifiable association; the rule asks a person to look at both within"
        f" {counted(parameters.window_months, 'month')}."
    )
    return (Hit(looked.counted, looked.left_out, window.starts_on, window.ends_before, sentence),)


def in_words(parameters: MisuseParameters) -> str:
    """The rule for people to read."""
    return (
        "Misuse of police systems or disclosure of information, together with abuse of position or a notifiable"
        f" association, in one case or several of the last {counted(parameters.window_months, 'month')}."
    )


def _is_either(matter: Matter) -> bool:
    return _is_misuse(matter) or _is_contact(matter)
