"""Points beside the work: the busier the work, the fewer of them count, and only where there is enough to say so."""

import pytest

from cases.flags.score.card import Line, ScoreCard
from cases.flags.score.work import FEWEST_CASES, FEWEST_PEOPLE, SameWork, works_of
from tests.flags.rules.histories import AS_AT


def work(cases, of_everyone, people=100, everyone=400):
    return SameWork("Constable, North Area", people, cases, everyone, of_everyone)


@pytest.mark.parametrize(
    ("cases", "of_everyone", "percent"),
    [(200, 800, 100), (400, 800, 50), (100, 800, 200), (300, 800, 67), (1, 4, 100), (800, 801, 25), (40_000, 1, 1)],
)
def test_so_many_points_in_a_hundred_count_as_the_force_has_cases_for_each_of_the_work(cases, of_everyone, percent):
    assert work(cases, of_everyone).percent == percent


def test_the_same_rate_counts_the_same_on_a_busy_beat_and_a_quiet_one():
    """Twice what is usual: 12 matters where 6 are, and 4 where 2 are."""
    busy, quiet = work(600, 1600), work(200, 1600)
    of_busy = ScoreCard(AS_AT, (Line("Any", 5, tuple(range(12))),), busy)
    of_quiet = ScoreCard(AS_AT, (Line("Any", 5, tuple(range(4))),), quiet)
    assert (of_busy.points, of_quiet.points) == (60, 20)
    assert abs(of_busy.in_queue - of_quiet.in_queue) < 60
    assert ScoreCard(AS_AT, of_busy.lines).in_queue == 6000


def test_a_work_of_few_people_or_few_cases_is_not_compared_with_but_counts_in_the_force():
    enough = [1] * FEWEST_PEOPLE
    found = works_of(
        {
            "compared": enough,
            "few people": [9] * (FEWEST_PEOPLE - 1),
            "few cases": [1] * (FEWEST_CASES - 1) + [0] * FEWEST_PEOPLE,
            None: [5, 6],
        },
        str.upper,
    )
    everyone = 2 * FEWEST_PEOPLE - 1 + FEWEST_CASES - 1 + FEWEST_PEOPLE + 2
    cases = FEWEST_PEOPLE + 9 * (FEWEST_PEOPLE - 1) + FEWEST_CASES - 1 + 11
    assert found == {"compared": SameWork("COMPARED", FEWEST_PEOPLE, FEWEST_PEOPLE, everyone, cases)}
    assert (found["compared"].usual, found["compared"].usual_of_everyone) == (1, cases / everyone)
