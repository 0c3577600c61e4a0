"""A matter that could be misconduct, with little of a probation left in which to act on it.

A probationer may be discharged under regulation 13 of SI 2003/527 until they are confirmed in rank. Casey found that
too few who were unsuitable were (domain notes §5 and §7.3, R14).
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.flags.rules.history import Hit, Matter, OfficerHistory, Severity
from cases.flags.rules.looking import look
from cases.flags.rules.parameters import EVER, Parameters, number
from cases.flags.rules.window import Window, when
from misconduct.core.wording import counted, uk_date

SLUG = "probationer"
READS = frozenset({"probation_ends_on"})
NOT_ASSESSED = "It is not assessed as misconduct or gross misconduct."


@dataclass(frozen=True)
class ProbationParameters(Parameters):
    threshold: int = number("How many cases", 1, 1000, default=1)
    window_months: int = number("Over how many months", 1, EVER, default=EVER)
    days_left: int = number("Fewer than how many days to the end of probation", 1, 1000, default=90)

    UNUSED: ClassVar[frozenset[str]] = frozenset({"window_months"})


PARAMETERS = ProbationParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: ProbationParameters) -> tuple[Hit, ...]:
    """One hit over every such matter, however it ended so far, while the end of probation is near and not passed."""
    ends_on = history.probation_ends_on
    if ends_on is None or not 0 <= (ends_on - as_at).days < parameters.days_left:
        return ()
    window = Window.ever(as_at, (matter.dated_on for matter in history.matters))
    looked = look(history.matters, window, against=_reason_against)
    if len(looked.counted) < parameters.threshold:
        return ()
    sentence = (
        f"{counted(len(looked.counted), 'case')} {when(looked.counted)}, assessed as misconduct or gross misconduct,"
        f" and probation ends on {uk_date(ends_on)}; the rule asks a person to look when fewer than"
        f" {counted(parameters.days_left, 'day')} are left."
    )
    return (Hit(looked.counted, looked.left_out, window.starts_on, window.ends_before, sentence),)


def in_words(parameters: ProbationParameters) -> str:
    """The rule for people to read."""
    return (
        f"{counted(parameters.threshold, 'case')} or more assessed as misconduct or gross misconduct, with fewer than"
        f" {counted(parameters.days_left, 'day')} of probation left."
    )


def _reason_against(matter: Matter) -> str:
    is_misconduct = matter.severity is not None and matter.severity >= Severity.MISCONDUCT
    return "" if is_misconduct else NOT_ASSESSED
