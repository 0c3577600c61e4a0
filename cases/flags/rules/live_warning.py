"""A matter received while a warning was live.

A live warning changes what a later finding may lead to (SI 2020/4 regs 42 and 62; domain notes §3.5).
"""

from dataclasses import dataclass
from datetime import date

from cases.flags.rules.history import Hit, LiveWarning, Matter, OfficerHistory
from cases.flags.rules.looking import look, unless_received
from cases.flags.rules.parameters import Parameters, number
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted, listed, uk_date

SLUG = "live-warning"
READS = frozenset({"warnings"})
NOT_LIVE = "No warning was live when it was received."


@dataclass(frozen=True)
class WarningParameters(Parameters):
    """Five years is as long as a final written warning can be live."""

    threshold: int = number("How many cases", 1, 1000, default=1)
    window_months: int = number("Over how many months", 1, 1200, default=60)


PARAMETERS = WarningParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: WarningParameters) -> tuple[Hit, ...]:
    """One hit over all warnings. The matter that a warning was given for came before it and does not count."""

    def reason_against(matter: Matter) -> str:
        if reason := unless_received(matter):
            return reason
        return "" if _live(history.warnings, matter) or matter.dated_on is None else NOT_LIVE

    window = Window.before(as_at, parameters.window_months)
    looked = look(history.matters, window, against=reason_against)
    if len(looked.counted) < parameters.threshold:
        return ()
    warnings = {one for matter in looked.counted for one in _live(history.warnings, matter)}
    names = [_named(one) for one in sorted(warnings, key=lambda one: (one.starts_on, one.label))]
    sentence = (
        f"{counted(len(looked.counted), 'case')} {when(looked.counted)} while a warning was live: {listed(names)}; the"
        f" rule asks a person to look at {parameters.threshold} or more in any"
        f" {counted(parameters.window_months, 'month')}."
    )
    return (Hit(looked.counted, looked.left_out, window.starts_on, window.ends_before, sentence),)


def in_words(parameters: WarningParameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.threshold, 'case')} or more received in the last"
        f" {counted(parameters.window_months, 'month')} while a written or final written warning was live."
    )


def _live(warnings: tuple[LiveWarning, ...], matter: Matter) -> list[LiveWarning]:
    """The warnings live on the day the matter was received, first and last day included."""
    day = matter.dated_on
    return [
        one
        for one in warnings
        if day is not None and one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)
    ]


def _named(one: LiveWarning) -> str:
    end = f"to {uk_date(one.ends_on)}" if one.ends_on else "without an end while a career break lasts"
    return f"{one.label.lower()} from {uk_date(one.starts_on)} {end}"
