"""A unit whose people have more matters than chance explains, or share several cases.

Misconduct of colleagues is followed by one's own (domain notes §7.1 and §7.3, R11). The unit is set against the rate
of the whole force by the exact Poisson limit of a funnel chart; what kind of work it does is for the reader to weigh.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.flags.rules.history import About, Category, Hit, Matter
from cases.flags.rules.parameters import SWITCHES, Parameters, number
from cases.flags.rules.team_history import TeamHistory
from cases.flags.rules.window import Window, when
from misconduct.core.chance import upper_limit
from misconduct.core.wording import counted
from misconduct.core.wording import number as in_figures

SLUG = "unit-cluster"
ABOUT = About.UNIT
RATE = Category("cluster/rate", "More matters than expected")
SHARED = Category("cluster/shared", "Cases shared by several of its people")


@dataclass(frozen=True)
class ClusterParameters(Parameters):
    """`one_in` is the chance that a unit like any other is above the limit: one in a thousand is three deviations."""

    threshold: int = number("How many shared cases", 1, 1000, default=3)
    window_months: int = number("Over how many months", 1, 120, default=24)
    one_in: int = number("Above what chance explains in one unit out of", 10, 1_000_000, default=1000)
    fewest_people: int = number(
        "Smallest unit to look at", 2, 10_000, default=5, hint="In a small unit chance decides, and people are known"
    )

    UNUSED: ClassVar[frozenset[str]] = SWITCHES | {"in_post_only"}


PARAMETERS = ClusterParameters


def rule(history: TeamHistory, *, as_at: date, parameters: ClusterParameters) -> tuple[Hit, ...]:
    """A hit for the number of matters, and one for the cases that two or more of its people share."""
    if history.people < parameters.fewest_people:
        return ()
    window = Window.before(as_at, parameters.window_months)
    inside = window.inside(history.matters)
    hits = (_rate(history, inside, window, parameters), _shared(history, inside, window, parameters))
    return tuple(hit for hit in hits if hit is not None)


def in_words(parameters: ClusterParameters) -> str:
    """The rule for people to read."""
    return (
        f"A unit of {parameters.fewest_people} people or more with more matters in the last"
        f" {counted(parameters.window_months, 'month')} than chance gives one unit in {in_figures(parameters.one_in)}"
        f" at the rate of the force, or with {counted(parameters.threshold, 'case')} or more that two or more of its"
        " people share."
    )


def _rate(
    history: TeamHistory, inside: tuple[Matter, ...], window: Window, parameters: ClusterParameters
) -> Hit | None:
    limit = upper_limit(history.expected, 1 / parameters.one_in)
    if len(inside) <= limit:
        return None
    sentence = (
        f"{counted(len(inside), 'matter')} of the people of this unit {when(inside)}; in"
        f" {in_figures(history.years, 1)} person-years served there the rate of the force gives"
        f" {in_figures(history.expected, 1)}, and more than {limit} come by chance in fewer than one unit in"
        f" {in_figures(parameters.one_in)}."
    )
    return Hit(inside, window.outside(history.matters), window.starts_on, window.ends_before, sentence, scope=RATE)


def _shared(
    history: TeamHistory, inside: tuple[Matter, ...], window: Window, parameters: ClusterParameters
) -> Hit | None:
    people = Counter(matter.case_id for matter in inside)
    shared = tuple(matter for matter in inside if people[matter.case_id] > 1)
    cases = len({matter.case_id for matter in shared})
    if cases < parameters.threshold:
        return None
    sentence = (
        f"{counted(cases, 'case')} {when(shared)}, each about two or more of the people of this unit; the rule asks a"
        f" person to look at {parameters.threshold} or more in any {counted(parameters.window_months, 'month')}."
    )
    return Hit(shared, (), window.starts_on, window.ends_before, sentence, scope=SHARED)
