"""Counts of a day and the shares made of them."""

from datetime import date

import pytest

from cases.flags.backtesting.figures import (
    DayCount,
    Looked,
    a_week,
    figures,
    foresight_of_cases,
    foresight_of_proven,
    group_rates,
)


def day(as_at=date(2020, 1, 1), *, flagged=4, others=16, proven=2, raised=0):
    """Twenty people: those flagged are of group A; two of them, and one other, have a later proven case."""
    made = DayCount(as_at)
    for n in range(flagged):
        made.add(Looked(True, n < raised, n < 3, n < proven, ("A", "F", "Constable", "")))
    for n in range(others):
        made.add(Looked(False, False, n < 4, n < 1, ("B", "M", "Constable", "North")))
    return made


def test_precision_recall_and_lift_are_shares_of_counts():
    proven = foresight_of_proven(day())
    assert (proven.precision, proven.recall, proven.base_rate) == (2 / 4, 2 / 3, 3 / 20)
    assert proven.lift == pytest.approx((2 / 4) / (3 / 20))
    cases = foresight_of_cases(day())
    assert (cases.hits, cases.later) == (3, 7)


def test_without_anybody_there_is_no_share():
    nobody = foresight_of_proven(DayCount(date(2020, 1, 1)))
    assert (nobody.precision, nobody.recall, nobody.base_rate, nobody.lift) == (None, None, None, None)
    assert foresight_of_proven(day(flagged=3, proven=0, others=10)).lift == 0


def test_the_load_is_the_flags_after_the_first_day_over_the_weeks_between():
    days = [day(date(2020, 1, 1), raised=4), day(date(2020, 1, 15), raised=3), day(date(2020, 1, 29), raised=1)]
    assert a_week(days) == 1.0
    assert a_week(days[:1]) is None


def test_groups_are_shown_largest_first_and_an_empty_one_is_called_not_known():
    assert [(label, rate.count, rate.total) for label, rate in group_rates(day(), "ethnicity")] == [
        ("B", 0, 16),
        ("A", 4, 4),
    ]
    assert group_rates(day(), "ethnicity")[1][1].is_withheld
    assert [label for label, _ in group_rates(day(), "unit")] == ["North", "Not known"]


def test_counts_come_back_from_json_as_they_were():
    assert DayCount.read(day(raised=2).stored()) == day(raised=2)


def test_figures_for_a_program_hold_counts_and_shares():
    (told,) = figures([day()], horizon_months=24)["days"]
    assert told["proven_case_later"]["precision"] == 0.5
    assert told["groups"]["ethnicity"]["B"] == {"people": 16, "flagged": 0, "share": 0.0}
