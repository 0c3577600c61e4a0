"""Flagging as many people as a rule does, but those with the highest score, so that the two can be compared. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.flags.backtesting.figures import DayCount, Looked


@dataclass(frozen=True)
class Scored:
    """One person on one day: their score, the day of their latest matter, and what the rule found."""

    officer_id: int
    points: int
    latest_on: date
    by_rule: Looked


def highest(people: Sequence[Scored], places: int) -> frozenset[int]:
    """The ids of so many people with the highest scores; of one score those with the latest matter, then by id."""
    ordered = sorted(people, key=lambda one: (-one.points, -one.latest_on.toordinal(), one.officer_id))
    return frozenset(one.officer_id for one in ordered[:places])


def counts_by_rule(people_of: Mapping[date, Sequence[Scored]]) -> list[DayCount]:
    """The counts of each day with the people whom the rule flags."""
    return [_count(day, [one.by_rule for one in people]) for day, people in people_of.items()]


def counts_by_score(people_of: Mapping[date, Sequence[Scored]]) -> list[DayCount]:
    """The counts of each day with as many people as the rule flags, by score. Days come in their order.

    Somebody is new where they were not among those of the day before in the test.
    """
    counts, before = [], frozenset[int]()
    for day, people in people_of.items():
        flagged = highest(people, sum(one.by_rule.is_flagged for one in people))
        looked = [
            replace(
                one.by_rule,
                is_flagged=one.officer_id in flagged,
                raised=int(one.officer_id in flagged and one.officer_id not in before),
            )
            for one in people
        ]
        counts.append(_count(day, looked))
        before = flagged
    return counts


def _count(day: date, people: Sequence[Looked]) -> DayCount:
    count = DayCount(day)
    for looked in people:
        count.add(looked)
    return count
