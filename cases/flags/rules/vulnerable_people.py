"""Several vulnerable people harmed, or several people in cases of domestic abuse.

Whoever seeks out people who cannot defend themselves is seen across cases, and may be seen within one
(domain notes §7.3, R10). People are told apart by digests; the same person twice is one.
"""

from dataclasses import dataclass
from datetime import date

from cases.flags.rules.history import Hit, Matter, OfficerHistory
from cases.flags.rules.looking import look, of_family
from cases.flags.rules.parameters import Parameters, number
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted

SLUG = "vulnerable-people"
_is_domestic_abuse = of_family("domestic-abuse")


@dataclass(frozen=True)
class VulnerableParameters(Parameters):
    threshold: int = number("How many different people", 1, 1000, default=2)
    window_months: int = number("Over how many months", 1, 1200, default=120)


PARAMETERS = VulnerableParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: VulnerableParameters) -> tuple[Hit, ...]:
    """One hit over every case in the window in which such a person was harmed."""
    window = Window.before(as_at, parameters.window_months)
    looked = look(history.matters, window, about=lambda matter: bool(_harmed(matter)))
    people = {one for matter in looked.counted for one in _harmed(matter)}
    if len(people) < parameters.threshold:
        return ()
    sentence = (
        f"{counted(len(people), 'different person', 'different people')} vulnerable or in a case of domestic abuse, in"
        f" {counted(len(looked.counted), 'case')} {when(looked.counted)}; the rule asks a person to look at"
        f" {parameters.threshold} or more in any {counted(parameters.window_months, 'month')}."
    )
    return (Hit(looked.counted, looked.left_out, window.starts_on, window.ends_before, sentence),)


def in_words(parameters: VulnerableParameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.threshold, 'different person', 'different people')} or more harmed in the last"
        f" {counted(parameters.window_months, 'month')} who are vulnerable, or in a case of domestic abuse."
    )


def _harmed(matter: Matter) -> frozenset[str]:
    """Those known to be vulnerable. Of domestic abuse without any: whoever complained, as one, or somebody."""
    if matter.vulnerable or not _is_domestic_abuse(matter):
        return matter.vulnerable
    return frozenset({"+".join(sorted(matter.complainants)) or f"case {matter.case_id}"})
