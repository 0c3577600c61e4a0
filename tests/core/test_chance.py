"""Chance, against published values and against what must hold."""

import math

import pytest

from misconduct.core.chance import (
    RARE,
    control_limits,
    negative_binomial,
    poisson,
    poisson_at_least,
    poisson_up_to,
    rate_interval,
    shape_of,
    upper_limit,
)


def test_poisson_is_what_tables_say():
    assert poisson(0, 1) == pytest.approx(0.367879, abs=1e-6)
    assert poisson(3, 2) == pytest.approx(0.180447, abs=1e-6)
    assert poisson_up_to(3, 2) == pytest.approx(0.857123, abs=1e-6)
    assert (poisson(0, 0), poisson(1, 0)) == (1.0, 0.0)


@pytest.mark.parametrize("mean", [0.01, 0.7, 5, 80])
@pytest.mark.parametrize("shape", [0.3, 1.0, 12.0])
def test_the_chances_of_all_counts_sum_to_one_and_have_the_mean(mean, shape):
    chances = [negative_binomial(count, mean, shape) for count in range(6000)]
    assert math.fsum(chances) == pytest.approx(1, abs=1e-6)
    assert math.fsum(count * chance for count, chance in enumerate(chances)) == pytest.approx(mean, rel=1e-4)


def test_a_large_shape_is_nearly_poisson():
    assert negative_binomial(4, 3, 1e7) == pytest.approx(poisson(4, 3), rel=1e-5)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.6889), (1, 0.0253, 5.5716), (5, 1.6235, 11.6683), (100, 81.3640, 121.6272)]
)
def test_the_interval_of_a_count_is_garwoods(count, low, high):
    """Published limits of Garwood (1936), as in Ulm (1990)."""
    found = rate_interval(count, 1)
    assert found.low == pytest.approx(low, abs=5e-4)
    assert found.high == pytest.approx(high, abs=5e-4)
    tenth = rate_interval(count, 10)
    assert tenth.high == pytest.approx(high / 10, abs=5e-4)
    assert rate_interval(count, 0) is None


@pytest.mark.parametrize("expected", [0.1, 1, 4.5, 30])
def test_outside_the_limits_lies_no_more_than_the_error(expected):
    usual, rare = control_limits(expected), control_limits(expected, error=RARE)
    assert poisson_up_to(int(usual.low) - 1, expected) <= 0.025
    assert 1 - poisson_up_to(int(usual.high), expected) <= 0.025
    assert rare.low <= usual.low <= usual.high <= rare.high


def test_the_shape_tells_how_much_rates_differ():
    assert shape_of([(0, 1.0), (1, 1.0), (2, 1.0)]) is None
    # The mean square about 1 is 3: a surplus of 2 over the mean, so the shape is 1/2.
    assert shape_of([(0, 1.0), (0, 1.0), (0, 1.0), (4, 1.0)] * 5) == pytest.approx(0.5)
    assert shape_of([]) is None


@pytest.mark.parametrize(
    ("least", "expected", "chance"),
    [
        (0, 3.0, 1.0),
        (1, 0.0, 0.0),
        (1, 1.0, 0.632121),
        (3, 1.0, 0.080301),
        (9, 2.0, 0.000237),
        (100, 100.0, 0.513299),
        (1100, 1000.0, 0.000966),
    ],
)
def test_so_many_or_more_is_the_upper_tail(least, expected, chance):
    assert poisson_at_least(least, expected) == pytest.approx(chance, abs=5e-6)


@pytest.mark.parametrize("expected", [0.0, 0.01, 0.5, 2.0, 17.3, 400.0, 5000.0])
def test_one_more_than_the_limit_is_beyond_chance_and_the_limit_is_not(expected):
    limit = upper_limit(expected, 0.001)
    assert poisson_at_least(limit + 1, expected) <= 0.001
    assert limit == int(expected) or poisson_at_least(limit, expected) > 0.001
