"""Group beside group: what is counted, and how often equal groups raise a false alarm."""

import random

import pytest

from misconduct.core.ratios import chance_of_rates, chance_of_shares, rate_ratio, share_ratio
from reports.statistics.fairness import GroupCounts, Stage, fairness


def group(label, *, people=400, years=1200.0, cases=120, with_case=100, flagged=10, flags=12, decided=10, acted=5):
    return GroupCounts(label, people, years, cases, with_case, flagged, flags, decided, acted)


def stage(figures, wanted):
    return next(one for one in figures if one.stage is wanted)


def alarms(figures):
    return {(one.stage, cell.label) for one in figures for cell in one.alarms}


def test_a_rate_ratio_is_that_of_the_log_method():
    found = rate_ratio(20, 100, 10, 100)
    assert found.value == 2
    assert (found.low, found.high) == (pytest.approx(0.9362, abs=1e-4), pytest.approx(4.2727, abs=1e-4))
    assert rate_ratio(0, 100, 10, 100) is None


def test_a_share_ratio_is_that_of_katz():
    found = share_ratio(30, 100, 15, 100)
    assert found.value == 2
    assert (found.low, found.high) == (pytest.approx(1.1489, abs=1e-4), pytest.approx(3.4817, abs=1e-4))


def test_the_chance_of_two_shares_is_that_of_fishers_test():
    """The lady tasting tea: three of four right, and then all four."""
    assert chance_of_shares(4, 4, 0, 4) == pytest.approx(2 / 70)
    assert chance_of_shares(3, 4, 1, 4) == pytest.approx(2 * 17 / 70)
    assert chance_of_shares(2, 4, 2, 4) == 1.0


def test_the_chance_of_two_rates_is_binomial_in_the_time():
    assert chance_of_rates(5, 1, 0, 1) == pytest.approx(2 / 32)
    assert chance_of_rates(0, 1, 0, 1) == 1.0
    assert chance_of_rates(2, 1, 4, 2) == 1.0


def test_each_stage_has_its_own_denominator():
    figures = fairness([group("A", people=800), group("B", cases=60, flagged=4, decided=9, acted=3)])
    cells = {one.stage: one.cells[1] for one in figures}
    assert (cells[Stage.ALLEGATION].count, cells[Stage.ALLEGATION].of) == (60, 1200)
    assert (cells[Stage.FLAG].count, cells[Stage.FLAG].of) == (4, 100)
    assert (cells[Stage.DECISION].count, cells[Stage.DECISION].of) == (9, 12)
    assert (cells[Stage.ACTION].count, cells[Stage.ACTION].of) == (3, 9)


def test_the_largest_known_group_is_compared_with_and_those_not_recorded_stand_last_without_a_ratio():
    figures = fairness([group("", people=900), group("A", people=300), group("B", people=500)])
    cells = stage(figures, Stage.ALLEGATION).cells
    assert [cell.label for cell in cells] == ["B", "A", ""]
    assert cells[0].is_reference
    assert cells[2].ratio is None
    assert cells[2].rate is not None


def test_a_small_group_has_no_rate_and_no_alarm():
    figures = fairness([group("A"), group("B", people=4, years=10, cases=9, with_case=4, flagged=4)])
    assert all(one.cells[1].is_withheld and not one.cells[1].is_alarm for one in figures)
    assert fairness([group("A", people=4)]) == ()
    assert fairness([]) == ()


def test_reports_made_about_one_group_too_often_raise_the_alarm_at_that_stage_only():
    """A reporter who names one group twice as often: 100 people with a case each in 1,200 years, against 200."""
    figures = fairness([group("A", people=800, cases=240, years=2400.0), group("B", cases=240, years=1200.0)])
    assert alarms(figures) == {(Stage.ALLEGATION, "B")}


def test_equal_groups_raise_an_alarm_in_fewer_than_one_run_of_twenty():
    """A thousand forces of three groups with the same rates at every stage; seeded, so always the same thousand."""
    chance = random.Random(20260304)

    def some(label, people):
        years = people * 3.0
        cases = sum(chance.random() < 0.1 for _ in range(int(years)))
        with_case = int(cases * 0.8)
        flagged = sum(chance.random() < 0.2 for _ in range(with_case))
        decided = sum(chance.random() < 0.8 for _ in range(flagged))
        acted = sum(chance.random() < 0.4 for _ in range(decided))
        return GroupCounts(label, people, years, cases, with_case, flagged, flagged, decided, acted)

    false = sum(bool(alarms(fairness([some("A", 800), some("B", 300), some("C", 100)]))) for _ in range(1000))
    assert false < 50


def test_twice_the_rate_is_found_in_nearly_every_run():
    chance = random.Random(7)
    found = 0
    for _ in range(200):
        first = sum(chance.random() < 0.1 for _ in range(2400))
        second = sum(chance.random() < 0.2 for _ in range(900))
        a = GroupCounts("A", 800, 2400.0, first, first, 0, 0, 0, 0)
        b = GroupCounts("B", 300, 900.0, second, second, 0, 0, 0, 0)
        found += (Stage.ALLEGATION, "B") in alarms(fairness([a, b]))
    assert found >= 190


@pytest.mark.parametrize(("bias", "least", "most"), [(5, 0.95, 1.0), (1, 0.0, 0.05)], ids=["biased", "fair"])
def test_one_biased_reporter_of_five_raises_the_alarm_and_five_fair_ones_do_not(bias, least, most):
    """Each reporter reports everybody at 0.02 a year; the first reports one group so many times as often."""
    chance = random.Random(13)

    def reported(people, first):
        return sum(chance.random() < 0.02 * times for times in (first, 1, 1, 1, 1) for _ in range(people * 3))

    found = 0
    for _ in range(200):
        first, second = reported(800, 1), reported(300, bias)
        a = GroupCounts("A", 800, 2400.0, first, first, 0, 0, 0, 0)
        b = GroupCounts("B", 300, 900.0, second, second, 0, 0, 0, 0)
        found += alarms(fairness([a, b])) == {(Stage.ALLEGATION, "B")}
    assert least <= found / 200 <= most
