"""As many people by score as the rule flags, and the same counts of what came later."""

from datetime import date

from cases.flags.backtesting.figures import Looked, foresight_of_proven
from cases.flags.backtesting.ranking import Scored, counts_by_rule, counts_by_score, highest

FIRST, SECOND = date(2020, 1, 1), date(2020, 2, 1)


def person(officer_id, points, *, flagged=False, proven=False, latest_on=date(2019, 5, 1)):
    return Scored(officer_id, points, latest_on, Looked(flagged, flagged, proven, proven, ("", "", "", "")))


def test_of_one_score_those_with_the_latest_matter_come_first_and_then_the_lower_id():
    people = [person(1, 4), person(2, 9), person(3, 4, latest_on=date(2019, 6, 1)), person(4, 4)]
    assert [highest(people, places) for places in range(5)] == [
        frozenset(),
        {2},
        {2, 3},
        {2, 3, 1},
        {2, 3, 1, 4},
    ]


def test_the_score_flags_as_many_people_as_the_rule_and_is_judged_by_the_same_people():
    people = {FIRST: [person(1, 9, proven=True), person(2, 1, flagged=True), person(3, 2), person(4, 8, flagged=True)]}
    (by_rule,), (by_score,) = counts_by_rule(people), counts_by_score(people)
    assert (by_rule.people, by_rule.flagged, by_rule.flagged_later_proven, by_rule.later_proven) == (4, 2, 0, 1)
    assert (by_score.people, by_score.flagged, by_score.flagged_later_proven, by_score.later_proven) == (4, 2, 1, 1)
    assert foresight_of_proven(by_score).precision == 0.5


def test_somebody_is_new_who_was_not_among_those_of_the_day_before():
    people = {
        FIRST: [person(1, 9, flagged=True), person(2, 8)],
        SECOND: [person(1, 9, flagged=True), person(2, 10, flagged=True)],
    }
    assert [day.raised for day in counts_by_score(people)] == [1, 1]


def test_nobody_is_flagged_by_score_where_the_rule_flags_nobody():
    (day,) = counts_by_score({FIRST: [person(1, 9)]})
    assert (day.people, day.flagged) == (1, 0)
