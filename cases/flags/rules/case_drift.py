"""A case that stands too long, or whose people are not kept informed.

Casey found about 400 days from start to finish; people who are told nothing stop believing (domain notes §5 and
§7.3, R15). Days on which criminal proceedings held it up count too, unless a version leaves them out: a pause takes
no day off what somebody has waited, and the sentence says how many there were.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.flags.rules.case_history import CaseHistory
from cases.flags.rules.history import About, Category, Hit
from cases.flags.rules.parameters import EVER, SWITCHES, Parameters, number, switch
from cases.flags.rules.window import Window
from misconduct.core.wording import counted, listed, uk_date

SLUG = "case-drift"
ABOUT = About.CASE
AGE = Category("drift/age", "Open for too long")
UPDATES = Category("drift/updates", "Updates missed")


@dataclass(frozen=True)
class DriftParameters(Parameters):
    threshold: int = number("How many missed updates", 1, 1000, default=2)
    window_months: int = number("Over how many months", 1, EVER, default=EVER)
    days_open: int = number("Open for more than how many days", 1, 10_000, default=300)
    without_paused: bool = switch("Leave out days on which criminal proceedings held it up")

    UNUSED: ClassVar[frozenset[str]] = SWITCHES | {"window_months", "in_post_only"}


PARAMETERS = DriftParameters


def rule(history: CaseHistory, *, as_at: date, parameters: DriftParameters) -> tuple[Hit, ...]:
    """A hit for the days and one for the updates, while the case is open."""
    if not history.is_open(as_at):
        return ()
    hits = (_age(history, as_at, parameters), _updates(history, as_at, parameters))
    return tuple(hit for hit in hits if hit is not None)


def in_words(parameters: DriftParameters) -> str:
    """The rule for people to read."""
    pauses = ", those held up by criminal proceedings left out" if parameters.without_paused else ""
    return (
        f"A case open for more than {counted(parameters.days_open, 'day')}{pauses}, or with"
        f" {counted(parameters.threshold, 'update')} or more not given by the day they were due."
    )


def _age(history: CaseHistory, as_at: date, parameters: DriftParameters) -> Hit | None:
    """Something new again each time as many days have passed."""
    days = history.days_open(as_at)
    if days is None or history.received_on is None:
        return None
    paused = history.days_paused(as_at)
    waited = days - paused if parameters.without_paused else days
    if waited <= parameters.days_open:
        return None
    held_up = f", held up by criminal proceedings for {paused} of them" if paused else ""
    sentence = (
        f"Received on {uk_date(history.received_on)} and open for {counted(days, 'day')}{held_up}; the rule asks a"
        f" person to look at a case open for more than {counted(parameters.days_open, 'day')}."
    )
    passed = (waited - 1) // parameters.days_open * parameters.days_open
    return Hit((), (), history.received_on, as_at, sentence, scope=AGE, also=(f"more than {passed} days",))


def _updates(history: CaseHistory, as_at: date, parameters: DriftParameters) -> Hit | None:
    missed = sorted(one for one in history.missed_updates if one.due_on < as_at)
    if len(missed) < parameters.threshold:
        return None
    days = sorted({one.due_on for one in missed})
    sentence = (
        f"{counted(len(missed), 'update')} not given by the day due: {listed(map(uk_date, days))}; the rule asks a"
        f" person to look at {parameters.threshold} or more."
    )
    also = tuple(f"{one.due_on} {one.party}" for one in missed)
    window = Window.ever(as_at, (history.received_on, days[0]))
    return Hit((), (), window.starts_on, as_at, sentence, scope=UPDATES, also=also)
