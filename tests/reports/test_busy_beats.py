"""A busy beat is not a pattern: whoever has more work at the same rate does not rank above whoever has less."""

import math
from collections.abc import Callable
from random import Random

import pytest

from cases.flags.facts.peers import cut_of
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
