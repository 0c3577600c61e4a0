"""Somebody who came from another force whose misconduct history of them is missing, or was adverse.

HMICFRS found people with such a history taken on unseen (November 2022; domain notes §7.3, R13).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from cases.flags.rules.history import Category, Hit, OfficerHistory, PriorForce
from cases.flags.rules.parameters import EVER, SWITCHES, Parameters, number
from misconduct.core.wording import counted, listed

SLUG = "transferee-without-history"
READS = frozenset({"prior_forces"})
MISSING = Category("prior-history/missing", "History not received")
ADVERSE = Category("prior-history/adverse", "Adverse history")


@dataclass(frozen=True)
class TransfereeParameters(Parameters):
    """The days of grace begin with the appointment here; where that is unknown there are none."""

    threshold: int = number("How many cases", 1, 1000, default=1)
    window_months: int = number("Over how many months", 1, EVER, default=EVER)
    grace_days: int = number("Days after joining to receive the history", 0, 366, default=28)

    UNUSED: ClassVar[frozenset[str]] = frozenset({"threshold", "window_months"}) | SWITCHES


PARAMETERS = TransfereeParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: TransfereeParameters) -> tuple[Hit, ...]:
    """A hit for what is missing and one for what is adverse. No matter of this force counts."""
    received = [one for one in history.prior_forces if one.received_on is not None and one.received_on < as_at]
    adverse = [one for one in received if one.is_adverse]
    missing = [one for one in history.prior_forces if one not in received]
    joined_on = history.appointed_on
    if joined_on is not None and joined_on + timedelta(days=parameters.grace_days) >= as_at:
        missing = []
    hits = (
        _hit(MISSING, missing, "has not been received", joined_on, as_at),
        _hit(ADVERSE, adverse, "is adverse", joined_on, as_at),
    )
    return tuple(hit for hit in hits if hit is not None)


def in_words(parameters: TransfereeParameters) -> str:
    """The rule for people to read."""
    return (
        "Somebody who served in another force, when its misconduct history of them is adverse or has not been received"
        f" {counted(parameters.grace_days, 'day')} after they joined."
    )


def _hit(scope: Category, forces: list[PriorForce], what: str, joined_on: date | None, as_at: date) -> Hit | None:
    if not forces:
        return None
    sentence = (
        f"The misconduct history of {listed(sorted({one.force for one in forces}))} {what}; the rule asks a person to"
        " look at whoever served in another force whose history is missing or adverse."
    )
    also = tuple(sorted(f"{one.force} {one.starts_on or ''}".strip() for one in forces))
    starts_on = min(joined_on, as_at) if joined_on else as_at
    return Hit((), (), starts_on, as_at, sentence, scope=scope, also=also)
