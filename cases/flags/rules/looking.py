"""Sorting matters into those that a rule counts and those that it leaves out, each with its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cases.flags.rules.history import FINALISED, LeftOut, Matter
from cases.flags.rules.window import Window

NOT_RECEIVED = "The day it was received is not known, only the day of a decision."


@dataclass(frozen=True)
class Looked:
    """What a rule counted, oldest first. `fitting` and `refused` are the matters that it was asked about."""

    counted: tuple[Matter, ...]
    window: Window
    fitting: tuple[Matter, ...]
    refused: tuple[tuple[Matter, str], ...]

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What it left out, each with the reason. Worked out when asked for: most people have no hit to say it of."""
        reasons = {matter.subject_id: reason for matter, reason in self.refused}
        inside = self.window.inside(matter for matter, _ in self.refused)
        return (*self.window.outside(self.fitting), *(LeftOut(matter, reasons[matter.subject_id]) for matter in inside))


def look(
    matters: Iterable[Matter],
    window: Window,
    *,
    about: Callable[[Matter], bool] = lambda _: True,
    against: Callable[[Matter], str] = lambda _: "",
) -> Looked:
    """The matters of the kind looked for: inside the window and without a reason against them they count.

    Matters that `about` refuses are no part of the question, and nothing is said of them.
    """
    reasons = [(matter, against(matter)) for matter in matters if about(matter)]
    fitting = tuple(matter for matter, reason in reasons if not reason)
    refused = tuple((matter, reason) for matter, reason in reasons if reason)
    return Looked(window.inside(fitting), window, fitting, refused)


def unless_received(matter: Matter) -> str:
    """The reason against a matter whose day of receipt is not known."""
    return NOT_RECEIVED if matter.dated_by == FINALISED else ""


def of_family(*slugs: str) -> Callable[[Matter], bool]:
    """Whether a matter belongs to any of these kinds of behaviour (`cases/flags/behaviours.csv`)."""
    keys = {f"family/{slug}" for slug in slugs}
    return lambda matter: any(family.key in keys for family in matter.families)
