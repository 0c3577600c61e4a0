"""A new allegation against somebody whom a restricted record protects.

Whoever reported wrongdoing in confidence must not be paid back with a complaint (domain notes §4 and §7.3, R16). The
sentence says no more than it must, and flags of this rule are for those only who may know who reports in confidence.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.flags.rules.history import Hit, OfficerHistory
from cases.flags.rules.looking import look, unless_received
from cases.flags.rules.parameters import EVER, Parameters, number
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted

SLUG = "reporter-reprisal"
READS = frozenset({"protected_since"})


@dataclass(frozen=True)
class ReprisalParameters(Parameters):
    threshold: int = number("How many cases", 1, 1000, default=1)
    window_months: int = number("Over how many months", 1, EVER, default=EVER)

    UNUSED: ClassVar[frozenset[str]] = frozenset({"window_months"})


PARAMETERS = ReprisalParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: ReprisalParameters) -> tuple[Hit, ...]:
    """One hit over the cases received since the protection began."""
    since = history.protected_since
    if since is None or since >= as_at:
        return ()
    window = Window(since, as_at)
    looked = look(history.matters, window, against=unless_received)
    if len(looked.counted) < parameters.threshold:
        return ()
    sentence = (
        "A restricted record protects this person, and a new allegation followed:"
        f" {counted(len(looked.counted), 'case')} {when(looked.counted)}."
    )
    return (Hit(looked.counted, looked.left_out, window.starts_on, window.ends_before, sentence),)


def in_words(parameters: ReprisalParameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.threshold, 'new case')} or more against somebody whom a restricted record protects, since"
        " the protection began."
    )
