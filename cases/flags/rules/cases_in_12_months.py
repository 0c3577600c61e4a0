"""Several cases within a year.

The usual first threshold of early intervention systems (domain notes §7.1).
"""

from datetime import date

from cases.flags.rules.history import Hit, OfficerHistory
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.rolling_cases import cases_in_window, words

SLUG = "cases-in-12-months"
PARAMETERS = Parameters
in_words = words


def rule(history: OfficerHistory, *, as_at: date, parameters: Parameters) -> tuple[Hit, ...]:
    """One hit, or none. Every case counts once, however many allegations it holds."""
    return cases_in_window(history, as_at=as_at, parameters=parameters)
