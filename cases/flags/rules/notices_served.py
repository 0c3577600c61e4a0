"""Many notices of investigation served on somebody who still serves.

Casey found an officer with eleven. A notice counts once a matter, a second letter about the same not again. That the
second of several grave matters is seen at once is the work of `second-serious-matter`; this rule looks at the number.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.flags.rules.history import Hit, LeftOut, Matter, OfficerHistory
from cases.flags.rules.parameters import EVER, Parameters, number
from cases.flags.rules.window import Window
from misconduct.core.wording import counted, uk_date

SLUG = "notices-served"
NONE_SERVED = "No notice of investigation was served on this person in it."


@dataclass(frozen=True)
class NoticeParameters(Parameters):
    threshold: int = number("How many notices", 1, 1000, default=5)
    window_months: int = number("Over how many months", 1, EVER, default=EVER)

    UNUSED: ClassVar[frozenset[str]] = frozenset({"window_months"})


PARAMETERS = NoticeParameters


def rule(history: OfficerHistory, *, as_at: date, parameters: NoticeParameters) -> tuple[Hit, ...]:
    """One hit over a whole career, by the days on which the first notice of each matter was given."""
    served = sorted(
        (one for one in history.matters if one.notified_on is not None and one.notified_on < as_at), key=_turn
    )
    if len(served) < parameters.threshold:
        return ()
    window = Window.ever(as_at, (matter.notified_on for matter in served))
    left_out = tuple(LeftOut(matter, _reason(matter, as_at)) for matter in history.matters if matter not in served)
    sentence = (
        f"{counted(len(served), 'notice')} of investigation served {_between(served)}; the rule asks a person to look"
        f" at {parameters.threshold} or more in a career."
    )
    return (Hit(tuple(served), left_out, window.starts_on, window.ends_before, sentence),)


def in_words(parameters: NoticeParameters) -> str:
    """The rule for people to read."""
    return f"{counted(parameters.threshold, 'notice')} of investigation or more served in a career, one a case."


def _turn(matter: Matter) -> tuple[date, int]:
    return matter.notified_on or date.max, matter.subject_id


def _between(served: list[Matter]) -> str:
    first, last = served[0].notified_on, served[-1].notified_on
    return f"on {uk_date(first)}" if first == last else f"between {uk_date(first)} and {uk_date(last)}"


def _reason(matter: Matter, as_at: date) -> str:
    if matter.notified_on is None:
        return NONE_SERVED
    return f"Its notice was served on {uk_date(matter.notified_on)}, after the day looked at."
