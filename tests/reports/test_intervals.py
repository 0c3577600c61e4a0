import pytest
from hypothesis import given
from hypothesis import strategies as st

from misconduct.core.intervals import Rate, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # Newcombe 1998, table I, method 3 (score without continuity correction)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_equals_published_values(count, total, low, high):
    interval = wilson(count, total)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(st.integers(1, 10_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_wilson_holds_the_share_and_stays_a_share(counts):
    count, total = counts
    interval = wilson(count, total)
    assert 0 <= interval.low <= count / total + 1e-12
    assert count / total - 1e-12 <= interval.high <= 1


def test_wilson_knows_nothing_without_a_denominator():
    assert wilson(0, 0) is None


def test_wilson_refuses_what_is_no_share():
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def test_rate_of_fewer_than_five_is_withheld():
    assert Rate(2, 4).share is None
    assert Rate(2, 4).interval is None
    assert Rate(2, 5).share == 0.4
