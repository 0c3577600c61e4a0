import pytest

from cases.flags.rules.poisson import chance_of, upper_limit


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
def test_chance_of_is_the_upper_tail(least, expected, chance):
    assert chance_of(least, expected) == pytest.approx(chance, abs=5e-6)


@pytest.mark.parametrize("expected", [0.0, 0.01, 0.5, 2.0, 17.3, 400.0, 5000.0])
def test_one_more_than_the_limit_is_beyond_chance_and_the_limit_is_not(expected):
    limit = upper_limit(expected, 0.001)
    assert chance_of(limit + 1, expected) <= 0.001
    assert limit == int(expected) or chance_of(limit, expected) > 0.001
