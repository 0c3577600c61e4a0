"""One person on many days, by what each of those days knew."""

from dataclasses import replace
from datetime import date

import pytest

from cases.flags.backtesting.months import Trial, first_days, look
from cases.flags.facts.rulings import Ruled
from cases.flags.histories import RecordedHistory, RecordedMatter
from cases.flags.rules.history import Category, Matter, OfficerHistory, PriorForce, Result
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.transferee_without_history import TransfereeParameters

DAYS = first_days(date(2020, 1, 1), date(2022, 12, 1))
TRIAL = Trial("cases-in-12-months", Parameters(threshold=2, window_months=12), DAYS, 24)


def recorded(*dates, proven_on=None, appointed_on=date(2010, 1, 1), left_on=None):
    """Somebody with a matter on each day; the last one was found proven on a day, if any."""
    matters = [RecordedMatter(Matter(n, n, day), (), None) for n, day in enumerate(dates, start=1)]
    if proven_on:
        last = matters[-1]
        matters[-1] = RecordedMatter(last.matter, (Ruled(proven_on, 9, "finding", Result.PROVEN),), None)
    return RecordedHistory(OfficerHistory(1, appointed_on=appointed_on, left_on=left_on), tuple(matters))


def looked(record, trial=TRIAL):
    found = look(record, trial, known_now=record.as_known(date.max).matters)
    return {day.as_at: day for day in found}


def test_first_days_are_those_of_every_month_from_one_to_another():
    assert first_days(date(2023, 12, 31), date(2024, 3, 1)) == (
        date(2023, 12, 1),
        date(2024, 1, 1),
        date(2024, 2, 1),
        date(2024, 3, 1),
    )
    assert first_days(date(2024, 2, 1), date(2024, 1, 31)) == ()


def test_somebody_is_flagged_from_the_first_month_after_the_second_case_until_the_window_has_passed():
    days = looked(recorded(date(2020, 5, 10), date(2020, 9, 1)))
    assert [day for day, found in days.items() if found.is_flagged] == list(
        first_days(date(2020, 10, 1), date(2021, 5, 1))
    )
    assert [day for day, found in days.items() if found.raised] == [date(2020, 10, 1)]


def test_a_further_case_is_a_new_flag_and_fewer_of_the_same_are_not():
    days = looked(recorded(date(2020, 5, 10), date(2020, 9, 1), date(2021, 3, 3)))
    assert [day for day, found in days.items() if found.raised] == [date(2020, 10, 1), date(2021, 4, 1)]


def test_each_flag_of_a_rule_about_categories_is_one_to_review():
    """Two cases of two kinds, then one more of the one kind: two flags, and later a third."""
    both, one = (frozenset(Category(key, key) for key in keys) for keys in ("ab", "a"))
    matters = (
        Matter(1, 1, date(2020, 5, 10), categories=both),
        Matter(2, 2, date(2020, 9, 1), categories=both),
        Matter(3, 3, date(2021, 3, 3), categories=one),
    )
    record = RecordedHistory(
        OfficerHistory(1, appointed_on=date(2010, 1, 1)), tuple(RecordedMatter(matter, (), None) for matter in matters)
    )
    days = looked(record, replace(TRIAL, slug="same-category-in-24-months", parameters=Parameters(2, 24)))
    raised = {day: found.raised for day, found in days.items() if found.raised}
    assert raised == {date(2020, 10, 1): 2, date(2021, 4, 1): 1}


def test_what_counts_besides_matters_is_told_apart():
    """The history from one force is missing after 28 days; that of another comes later, and is adverse."""
    forces = (
        PriorForce("Eastmarch", date(2001, 1, 1)),
        PriorForce("Westmarch", received_on=date(2020, 8, 5), is_adverse=True),
    )
    record = RecordedHistory(OfficerHistory(1, appointed_on=date(2020, 5, 1), prior_forces=forces), ())
    trial = replace(TRIAL, slug="transferee-without-history", parameters=TransfereeParameters())
    days = looked(record, trial)
    raised = {day: found.raised for day, found in days.items() if found.raised}
    assert raised == {date(2020, 6, 1): 1, date(2020, 9, 1): 1}


def test_later_starts_with_the_day_and_ends_before_the_horizon():
    days = looked(recorded(date(2022, 5, 1)))
    assert days[date(2022, 5, 1)].has_later_case
    assert not days[date(2022, 6, 1)].has_later_case
    assert days[date(2020, 6, 1)].has_later_case
    assert not days[date(2020, 5, 1)].has_later_case


def test_what_was_proven_since_counts_as_later_and_not_as_known():
    record = recorded(date(2022, 5, 1), proven_on=date(2024, 1, 1))
    assert looked(record)[date(2022, 1, 1)].has_later_proven
    assert record.as_known(date(2024, 1, 1)).matters[0].result is Result.UNDECIDED
    assert record.as_known(date(2024, 1, 2)).matters[0].result is Result.PROVEN


@pytest.mark.parametrize("service", [{"appointed_on": date(2021, 1, 1)}, {"left_on": date(2021, 1, 1)}])
def test_only_days_in_post_count(service):
    days = looked(recorded(date(2020, 5, 10), **service))
    assert len(days) == (24 if "appointed_on" in service else 12)


def test_a_matter_withdrawn_is_known_as_such_from_the_day_after():
    record = RecordedHistory(OfficerHistory(1), (RecordedMatter(Matter(1, 1, date(2020, 1, 1)), (), date(2020, 3, 1)),))
    assert record.as_known(date(2020, 3, 1)).matters[0].result is Result.UNDECIDED
    assert record.as_known(date(2020, 3, 2)).matters[0].result is Result.WITHDRAWN
