"""The priority score beside “three cases in 12 months” on one day: as many people, and what came of them."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.flags.rules.history import Matter, OfficerHistory, Result
from cases.flags.score.card import latest_before, score
from cases.flags.score.work import SameWork, works_of
from misconduct.core.intervals import Z_95
from misconduct.core.months import months_after, months_before
from tests.real_data.raw import RawPerson

CASES, MONTHS, HORIZON_MONTHS, LOOKED_BACK_MONTHS = 3, 12, 24, 108
# Of those whom the rule flags, the first so many in a hundred of the queue.
FIRST_READ = (10, 25, 50)


@dataclass
class GroupRates:
    """Of the people of a group in post, how many each way of choosing flags."""

    people: int = 0
    by_rule: int = 0
    by_score: int = 0


@dataclass(frozen=True)
class FirstRead:
    """Of as many people first in the queue, how many had a later proven case: by the points, and beside the work."""

    percent: int
    people: int
    by_points: int
    beside_work: int


@dataclass(frozen=True)
class Compared:
    """`by_rule` and `by_score` are how many of those flagged had a later proven case; `both` are flagged either way."""

    day: date
    people: int
    later: int
    flagged: int
    by_rule: int
    by_score: int
    both: int
    hits_of_both: int
    groups: dict[str, GroupRates]
    beside_work: int
    queue: tuple[FirstRead, ...]

    @property
    def ratio(self) -> float:
        """How many times as precise the score is. The number flagged is the same, so precision goes by the hits."""
        return self.by_score / self.by_rule

    @property
    def ratio_interval(self) -> tuple[float, float]:
        """95%, by the delta method on the log, with the people whom both flag counted as the same on both sides."""
        shared, score_hits, rule_hits = self.hits_of_both, self.by_score, self.by_rule
        variance = (
            (score_hits - shared) / score_hits**2
            + (rule_hits - shared) / rule_hits**2
            + shared * (1 / score_hits - 1 / rule_hits) ** 2
        )
        reach = Z_95 * math.sqrt(variance)
        return self.ratio * math.exp(-reach), self.ratio * math.exp(reach)


def history_of(number: int, person: RawPerson, day: date) -> OfficerHistory:
    """What the score reads of a person, by what was known before a day."""
    start = months_before(day, LOOKED_BACK_MONTHS)
    matters = tuple(
        Matter(place, place, case.dated_on, result=Result(case.standing(day)), named=case.named)
        for place, case in enumerate(person.between(start, day))
    )
    return OfficerHistory(number, matters=matters)


def compare(people: Sequence[RawPerson], day: date) -> Compared:
    """Both ways of choosing on one day, with the same number of people flagged."""
    in_post = {number: person for number, person in enumerate(people) if person.is_in_post(day)}
    end, start = months_after(day, HORIZON_MONTHS), months_before(day, MONTHS)
    later = {number for number, one in in_post.items() if any(case.is_sustained() for case in one.between(day, end))}
    by_rule = {number for number, one in in_post.items() if len(one.between(start, day)) >= CASES}
    cards, latest = {}, {}
    works = works_on(in_post, day)
    for number, person in in_post.items():
        history = history_of(number, person, day)
        cards[number] = replace(score(history, as_at=day), work=works.get((person.rank, person.unit)))
        latest[number] = latest_before(history, day)
    by_points = _in_order({number: card.points for number, card in cards.items()}, latest)
    beside_work = _in_order({number: card.in_queue for number, card in cards.items()}, latest)
    by_score = set(by_points[: len(by_rule)])
    groups: dict[str, GroupRates] = {}
    sizes = Counter(person.ethnicity for person in in_post.values())
    for ethnicity, _ in sizes.most_common():
        members = {number for number, person in in_post.items() if person.ethnicity == ethnicity}
        groups[ethnicity] = GroupRates(len(members), len(members & by_rule), len(members & by_score))
    return Compared(
        day,
        len(in_post),
        len(later),
        len(by_rule),
        len(by_rule & later),
        len(by_score & later),
        len(by_rule & by_score),
        len(by_rule & by_score & later),
        groups,
        len(set(beside_work[: len(by_rule)]) & later),
        tuple(_first_read(percent, by_points, beside_work, by_rule, later) for percent in FIRST_READ),
    )


def works_on(in_post: Mapping[int, RawPerson], day: date) -> dict[tuple[str, str], SameWork]:
    """What is usual for each rank and unit of the roster, which knows of no commands above its units."""
    start, counts = months_before(day, LOOKED_BACK_MONTHS), defaultdict(list)
    for person in in_post.values():
        key = (person.rank, person.unit) if person.rank and person.unit else None
        counts[key].append(len(person.between(start, day)))
    return works_of(counts, ", ".join)


def _in_order(points: Mapping[int, int], latest: Mapping[int, date]) -> list[int]:
    """The most points first; of the same the latest matter, then the order of the roster."""
    return sorted(points, key=lambda number: (-points[number], -latest[number].toordinal(), number))


def _first_read(
    percent: int, by_points: Sequence[int], beside_work: Sequence[int], flagged: set[int], later: set[int]
) -> FirstRead:
    places = round(len(flagged) * percent / 100)
    first = [[one for one in order if one in flagged][:places] for order in (by_points, beside_work)]
    return FirstRead(percent, places, *(len(later.intersection(some)) for some in first))
