from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.history import Matter
from cases.flags.rules.team_history import TeamHistory
from cases.flags.rules.unit_cluster import RATE, SHARED
from tests.flags.rules.histories import AS_AT, hits_of, ids

SLUG = "unit-cluster"
DAY = date(2025, 6, 1)


def team(*matters, people=20, days=20 * 730, force_cases=100):
    """Two matters are expected of these twenty; more than eight come by chance in fewer than one unit in a thousand."""
    return TeamHistory(7, people, tuple(matters), days, 1000 * 730, force_cases)


def matters(count, day=DAY):
    return [Matter(subject_id=n, case_id=n, dated_on=day, unit_id=7) for n in range(1, count + 1)]


def shared(count, day=DAY):
    """So many cases, each about two people of the unit."""
    return [Matter(subject_id=n, case_id=(n + 1) // 2, dated_on=day) for n in range(1, 2 * count + 1)]


def test_more_matters_than_chance_explains_ask_for_a_look():
    (hit,) = hits_of(SLUG, team(*matters(9)))
    assert (hit.scope, len(hit.counted)) == (RATE, 9)
    assert (hit.window_from, hit.window_to) == (date(2024, 3, 4), AS_AT)
    assert hit.sentence == (
        "9 matters of the people of this unit received on 1 June 2025; in 40.0 person-years served there the rate of"
        " the force gives 2.0, and more than 8 come by chance in fewer than one unit in 1,000."
    )


def test_as_many_as_the_limit_do_not():
    assert hits_of(SLUG, team(*matters(8))) == ()


@pytest.mark.parametrize("day", [date(2024, 3, 3), AS_AT, None], ids=["before the window", "on the day", "undated"])
def test_matters_outside_the_window_do_not_count(day):
    assert hits_of(SLUG, team(*matters(9, day))) == ()
    (hit,) = hits_of(SLUG, team(*matters(9), Matter(99, 99, day)))
    assert [left.matter.subject_id for left in hit.left_out] == [99]


def test_both_edges_of_the_window_count():
    edges = [*matters(4, date(2024, 3, 4)), *(Matter(n, n, date(2026, 3, 3)) for n in range(5, 10))]
    assert hits_of(SLUG, team(*edges))


def test_from_a_leap_day_two_years_go_back_to_the_end_of_february():
    assert hits_of(SLUG, team(*matters(9, date(2022, 2, 28))), as_at=date(2024, 2, 29))
    assert hits_of(SLUG, team(*matters(9, date(2022, 2, 27))), as_at=date(2024, 2, 29)) == ()


def test_a_small_unit_is_never_looked_at():
    assert hits_of(SLUG, team(*matters(9), people=4)) == ()
    assert hits_of(SLUG, team(*matters(9), people=5))


def test_cases_that_several_of_its_people_share_are_said_apart():
    (hit,) = hits_of(SLUG, team(*shared(3), Matter(99, 99, DAY)))
    assert (hit.scope, ids(hit)) == (SHARED, [1, 2, 3, 4, 5, 6])
    assert hit.sentence == (
        "3 cases received on 1 June 2025, each about two or more of the people of this unit; the rule asks a person to"
        " look at 3 or more in any 24 months."
    )
    assert hits_of(SLUG, team(*shared(2))) == ()


def test_a_unit_may_be_found_for_both():
    assert [hit.scope for hit in hits_of(SLUG, team(*shared(5)))] == [RATE, SHARED]


def test_a_unit_that_shrank_is_set_beside_what_was_served_and_not_beside_who_is_left():
    """Thirty people for most of the time, six today: nine matters are what the work of thirty gives by chance."""
    assert hits_of(SLUG, team(*matters(9), people=6, days=30 * 730)) == ()
    assert hits_of(SLUG, team(*matters(9), people=40, days=20 * 730))


def test_without_anybody_in_post_nothing_is_expected_and_nothing_said():
    assert hits_of(SLUG, team(people=0, days=0, force_cases=0)) == ()


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {})) == (
        "A unit of 5 people or more with more matters in the last 24 months than chance gives one unit in 1,000 at the"
        " rate of the force, or with 3 cases or more that two or more of its people share."
    )
