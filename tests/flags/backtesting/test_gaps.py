"""Groups under a draft beside the version in force: what is compared, when it alarms, and how seldom it errs."""

from datetime import date
from random import Random

import pytest

from cases.flags.backtesting.figures import NOT_KNOWN, DayCount, GroupCount
from cases.flags.backtesting.gaps import compare, sentence

DAY = date(2026, 3, 1)
PEOPLE = {"White": 2000, "Asian": 300, "Black": 150}


def day(sex=None, **ethnicity):
    """Counts of one day: people and flagged of each group."""
    groups = {"ethnicity": ethnicity, "sex": sex or {}}
    return DayCount(
        DAY, groups={name: {label: GroupCount(*row) for label, row in rows.items()} for name, rows in groups.items()}
    )


def alarms(drafted, in_force):
    return [gap.label for grouping in compare(drafted, in_force) for gap in grouping.alarms]


def test_a_draft_that_opens_a_gap_raises_the_alarm():
    in_force = day(White=(1000, 50), Asian=(200, 10))
    drafted = day(White=(1000, 100), Asian=(200, 50))
    assert alarms(drafted, in_force) == ["Asian"]


def test_a_gap_that_is_there_already_and_grows_by_chance_only_raises_none():
    in_force = day(White=(1000, 50), Asian=(200, 30))
    assert alarms(day(White=(1000, 55), Asian=(200, 40)), in_force) == []


def test_a_gap_that_is_there_already_and_doubles_raises_the_alarm():
    in_force = day(White=(4000, 400), Asian=(1000, 150))
    assert alarms(day(White=(4000, 400), Asian=(1000, 300)), in_force) == ["Asian"]


def test_a_draft_that_narrows_a_gap_or_leaves_it_raises_none():
    in_force = day(White=(1000, 50), Asian=(200, 50))
    assert alarms(in_force, in_force) == []
    assert alarms(day(White=(1000, 50), Asian=(200, 12)), in_force) == []


def test_a_gap_to_the_disadvantage_of_the_largest_group_counts_too():
    in_force = day(White=(1000, 100), Asian=(500, 50))
    assert alarms(day(White=(1000, 200), Asian=(500, 30)), in_force) == ["Asian"]


def test_small_and_unknown_groups_are_counted_but_not_compared():
    rows = {"White": (500, 10), "Asian": (4, 4), NOT_KNOWN: (200, 150)}
    (ethnicity, sex) = compare(day(**rows), day(**rows))
    shown = {gap.label: (gap.is_shown, gap.is_reference, gap.ratio) for gap in ethnicity.gaps}
    assert shown == {"White": (True, True, None), "Asian": (False, False, None), NOT_KNOWN: (True, False, None)}
    assert [gap.label for gap in ethnicity.gaps][-1] == NOT_KNOWN
    assert (ethnicity.people, ethnicity.missing) == (704, 200)
    assert (sex.people, sex.missing, sex.gaps) == (0, 0, ())


def test_a_group_that_was_not_there_when_the_other_was_tried_is_not_compared():
    assert alarms(day(White=(500, 10), Asian=(100, 90)), day(White=(500, 10))) == []


def test_the_sentence_gives_counts_shares_ratios_and_intervals():
    (ethnicity, _) = compare(day(White=(1000, 100), Asian=(200, 50)), day(White=(1000, 50), Asian=(200, 10)))
    assert sentence(ethnicity.alarms[0], ethnicity) == (
        "Ethnicity recorded as Asian: this version would flag 50 of 200 (25.0%), beside 100 of 1,000 (10.0%) of the"
        " largest group, White: 2.50 times, 95% interval 1.85 to 3.39. The version in force flags 10 (5.0%) beside 50"
        " (5.0%): 1.00 times, 95% interval 0.52 to 1.94."
    )


def drawn(random, rate, times=None, wider=0.0):
    """One force flagged by both versions: the draft flags everybody that the one in force does, and some more."""
    now, later = {}, {}
    for label, people in PEOPLE.items():
        share = rate * (times or {}).get(label, 1.0)
        flagged = sum(random.random() < share for _ in range(people))
        more = sum(random.random() < share + (wider if label == "Black" else 0) for _ in range(people - flagged))
        now[label], later[label] = (people, flagged), (people, flagged + more)
    return day(**later), day(**now)


def share_of_runs_with_an_alarm(**given):
    random = Random(20)
    return sum(bool(alarms(*drawn(random, 0.03, **given))) for _ in range(400)) / 400


def test_equal_groups_raise_an_alarm_in_fewer_than_one_run_of_twenty():
    assert share_of_runs_with_an_alarm() < 0.05


def test_a_gap_that_stays_as_it_is_raises_an_alarm_in_fewer_than_one_run_of_twenty():
    assert share_of_runs_with_an_alarm(times={"Black": 4.0}) < 0.05


@pytest.mark.parametrize(("wider", "least"), [(0.10, 0.75), (0.20, 0.95)])
def test_a_draft_that_flags_one_group_more_is_found_in_most_runs(wider, least):
    assert share_of_runs_with_an_alarm(wider=wider) > least
