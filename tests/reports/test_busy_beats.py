"""A busy beat is not a pattern: whoever has more work at the same rate does not rank above whoever has less."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from cases.flags import rules
from cases.flags.facts.peers import cut_of
from cases.flags.rules.history import Matter, OfficerHistory, Result
from cases.flags.rules.parameters import Parameters
from cases.flags.score.card import ScoreCard, score
from cases.flags.score.work import works_of
from misconduct.core.intervals import wilson
from reports.statistics.comparison import funnel
from reports.statistics.exposure import Exposure

RUNS = 40


def poisson(random: Random, mean: float) -> int:
    """How many cases chance gives somebody whom so many are expected of (Knuth)."""
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def force(random: Random, *, busy_years: float, rate_of_the_first: float = 1.0) -> list[str]:
    """Twelve busy and twelve quiet teams of one rate of 0.3 a year; how they stand, in order. The first may differ."""
    teams = [(f"busy {n}", busy_years) for n in range(12)] + [(f"quiet {n}", 12.0) for n in range(12)]
    rates = {"quiet 0": rate_of_the_first}
    exposures = [
        Exposure(place, name, 10, years, poisson(random, 0.3 * years * rates.get(name, 1.0)))
        for place, (name, years) in enumerate(teams)
    ]
    _, points = funnel(exposures)
    return [f"{point.name}: {point.standing}" for point in points]


def share(holds: Callable[[list[str]], bool], **given: float) -> float:
    random = Random(7)
    return sum(holds(force(random, **given)) for _ in range(RUNS)) / RUNS


def outside(points: list[str], kind: str) -> int:
    return sum(point.startswith(kind) and point.endswith("above") for point in points)


def test_busy_teams_of_the_same_rate_stand_above_the_limits_no_more_often_than_quiet_ones():
    """About one in forty of either lies above by chance, though the busy have ten times the cases."""
    random = Random(7)
    runs = [force(random, busy_years=120.0) for _ in range(RUNS)]
    busy, quiet = (sum(outside(run, kind) for run in runs) / (12 * RUNS) for kind in ("busy", "quiet"))
    assert busy < 0.04
    assert quiet < 0.04
    assert abs(busy - quiet) < 0.02


def test_a_busy_team_of_the_same_rate_heads_the_list_no_more_often_than_a_quiet_one():
    heads = share(lambda points: points[0].startswith("busy"), busy_years=120.0)
    assert heads <= 0.5


def test_a_quiet_team_of_four_times_the_rate_stands_above_busy_ones_of_many_more_cases():
    found = share(lambda points: points[0].startswith("quiet 0"), busy_years=120.0, rate_of_the_first=4.0)
    assert found > 0.9


@pytest.mark.parametrize("mean", [0.4, 4.0], ids=["a quiet beat", "a busy beat"])
def test_beside_people_of_the_same_work_a_busy_beat_passes_the_cut_no_more_often(mean):
    """The rule about peers and a fixed number, over groups of 300: the first holds at 2 in 100 on either beat."""
    random = Random(11)
    above = fixed = 0
    for _ in range(40):
        cases = [poisson(random, mean) for _ in range(300)]
        cut = cut_of(cases, 2)
        above += sum(count >= cut for count in cases)
        fixed += sum(count >= 3 for count in cases)
    assert above / (40 * 300) <= 0.02
    assert (fixed / (40 * 300) > 0.5) is (mean == 4.0)


AS_AT, YEARS, PEOPLE = date(2026, 3, 5), 9, 60
BUSY, QUIET = "busy", "quiet"
CASES_A_YEAR = {BUSY: 3.0, QUIET: 1.0}
RULE, THREE_IN_A_YEAR = "cases-in-12-months", Parameters(3, 12)
# How often a matter ends so, whoever is named; the last is the share of the two results before it together.
ENDED, UNDECIDED = 0.70, 0.95


def matter(random: Random, number: int) -> Matter:
    """A case of the last nine years, with the same chances of every ending on either beat."""
    ending = random.random()
    result = Result.NO_CASE if ending < ENDED else Result.UNDECIDED if ending < UNDECIDED else Result.PROVEN
    day = AS_AT - timedelta(days=random.randint(1, YEARS * 365))
    return Matter(number, number, day, "received", result=result, named=random.choice((1, 1, 2)))


def histories(random: Random, beat: str, stands_out: float) -> list[OfficerHistory]:
    """The people of a beat, of one rate; the first may stand out by a factor."""
    means = [CASES_A_YEAR[beat] * YEARS * (stands_out if place == 0 else 1.0) for place in range(PEOPLE)]
    return [
        OfficerHistory(place, matters=tuple(matter(random, number) for number in range(poisson(random, mean))))
        for place, mean in enumerate(means)
    ]


def flagged(random: Random, stands_out: float = 1.0) -> list[tuple[str, int, ScoreCard]]:
    """Whom the rule flags of a busy and a quiet beat: the beat, the place in it and the card beside the work."""
    force = {beat: histories(random, beat, stands_out) for beat in (BUSY, QUIET)}
    works = works_of({beat: [len(one.matters) for one in people] for beat, people in force.items()}, str)
    return [
        (beat, one.officer_id, replace(score(one, as_at=AS_AT), work=works[beat]))
        for beat, people in force.items()
        for one in people
        if rules.apply(RULE, one, as_at=AS_AT, parameters=THREE_IN_A_YEAR)
    ]


def firsts(runs: int, order: Callable[[ScoreCard], int], *, stands_out: float = 1.0) -> tuple[int, int]:
    """In how many of so many forces somebody on the busy beat is read first.

    Where somebody stands out, only the two who do are looked at, and only forces in which both are flagged.
    """
    random, heads = Random(23), []
    while len(heads) < runs:
        found = flagged(random, stands_out)
        if stands_out > 1:
            found = [one for one in found if one[1] == 0]
        if {beat for beat, *_ in found} == {BUSY, QUIET}:
            heads.append(max(found, key=lambda one: order(one[2]))[0])
    return heads.count(BUSY), runs


def test_of_flags_at_one_rate_those_of_the_busy_beat_are_read_first_no_more_often_than_chance():
    busy, runs = firsts(40, lambda card: card.in_queue)
    assert busy / runs <= 0.5
    by_points_alone, runs = firsts(10, lambda card: card.points)
    assert by_points_alone / runs > 0.9


def test_of_two_who_stand_out_alike_the_one_on_the_busy_beat_is_read_first_no_more_often_than_chance():
    busy, runs = firsts(60, lambda card: card.in_queue, stands_out=3.0)
    interval = wilson(busy, runs)
    assert interval is not None
    assert interval.low <= 0.5
    by_points_alone, runs = firsts(10, lambda card: card.points, stands_out=3.0)
    assert by_points_alone / runs > 0.9
