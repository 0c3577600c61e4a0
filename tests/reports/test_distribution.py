import pytest

from reports.statistics import distribution

PEOPLE = {1: 6, 2: 2, 4: 1, 12: 1}  # ten people with 26 officer-cases


def test_counts_put_people_into_bands():
    assert distribution.counts(PEOPLE) == {"1": 6, "2": 2, ">=2": 4, "3-5": 1, ">=6": 1, ">=10": 1, "max": 12}


def test_counts_of_nobody_are_zero():
    assert distribution.counts({})["max"] == 0


@pytest.mark.parametrize(("number", "held"), [(0, 0), (1, 12), (2, 16), (3, 18), (10, 26), (50, 26)])
def test_held_by_top_takes_those_with_the_most_first(number, held):
    assert distribution.held_by_top(PEOPLE, number) == held


def test_top_shares_round_half_a_person_to_the_even_number():
    # 5% of ten is half a person, 20% of ten are two people.
    assert distribution.top_shares(PEOPLE, 10) == {
        "top_1%": 0.0,
        "top_5%": 0.0,
        "top_10%": round(12 / 26, 4),
        "top_20%": round(16 / 26, 4),
    }


def test_top_shares_of_nobody_are_unknown():
    assert set(distribution.top_shares({}, 0).values()) == {None}
