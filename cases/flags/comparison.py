"""Whether a finding says anything that an earlier flag did not say already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Verdict(Enum):
    """What is to be done about a finding."""

    UNCHANGED = "unchanged"
    NOTHING_NEW = "nothing new"
    RAISE = "raise"


@dataclass(frozen=True)
class EarlierFlag:
    """A flag that a person already has under the same rule and scope.

    `counted` are its matters, by the ids of their subjects, and what counted besides.
    """

    pk: int
    is_open: bool
    counted: frozenset[int | str]
    window_to: date
    due_on: date
    tier: int
    assigned_to_id: int | None = None


def compare(counted: frozenset[int | str], window_to: date, earlier: Sequence[EarlierFlag]) -> Verdict:
    """A flag is raised only for matters that no earlier one has shown to a person together.

    The window moves on, so matters drop out of it: fewer of the same matters are nothing new. A day before one
    that was already looked at brings nothing new either: the later flag was raised with more known.
    """
    if any(flag.counted == counted for flag in earlier):
        return Verdict.UNCHANGED
    if any(counted < flag.counted or window_to < flag.window_to for flag in earlier):
        return Verdict.NOTHING_NEW
    return Verdict.RAISE
