"""What a matter gives, at the edges of its age, and that a person can add it up."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.flags.rules.history import LiveWarning, OfficerHistory, Result, Severity
from cases.flags.score.card import Line, latest_before, score
from cases.flags.score.frozen import score_again, score_from_json, score_to_json
from cases.flags.score.work import SameWork
from tests.flags.rules.histories import AS_AT, matter, person
from tests.flags.rules.invented import invented

YOUNG, MIDDLE, OLD = date(2025, 3, 4), date(2022, 3, 4), date(2019, 3, 4)


def told(number, day, result=Result.UNDECIDED, **facts):
    return replace(matter(number, day), result=result, **facts)


def points_of(*matters, **facts):
    return score(person(*matters, **facts), as_at=AS_AT).points


@pytest.mark.parametrize(
    ("result", "named", "points"),
    [
        (Result.PROVEN, 1, (8, 4, 2)),
        (Result.CASE_TO_ANSWER, 4, (8, 4, 2)),
        (Result.UNDECIDED, 1, (5, 2, 1)),
        (Result.UNDECIDED, 2, (3, 1, 0)),
        (Result.NO_CASE, 1, (2, 1, 0)),
        (Result.NOT_PROVEN, 1, (2, 1, 0)),
        (Result.WITHDRAWN, 1, (2, 1, 0)),
        (Result.NO_CASE, 2, (0, 0, 0)),
        (Result.WITHDRAWN, 9, (0, 0, 0)),
    ],
)
def test_a_matter_gives_by_how_far_it_went_how_many_it_names_and_its_age(result, named, points):
    assert tuple(points_of(told(1, day, result, named=named)) for day in (YOUNG, MIDDLE, OLD)) == points


@pytest.mark.parametrize(
    ("day", "points"),
    [
        (AS_AT, 0),
        (date(2026, 3, 3), 8),
        (date(2023, 3, 4), 8),
        (date(2023, 3, 3), 4),
        (date(2020, 3, 4), 4),
        (date(2020, 3, 3), 2),
        (date(2017, 3, 4), 2),
        (date(2017, 3, 3), 0),
        (None, 0),
    ],
)
def test_an_age_begins_on_its_day_and_the_day_looked_at_is_not_in_it(day, points):
    assert points_of(told(1, day, Result.PROVEN)) == points


def test_three_years_from_a_leap_day_begin_on_the_last_of_february():
    def proven(day):
        return score(person(told(1, day, Result.PROVEN)), as_at=date(2024, 2, 29)).points

    assert (proven(date(2021, 2, 28)), proven(date(2021, 2, 27))) == (8, 4)


@pytest.mark.parametrize(
    ("result", "severity", "points"),
    [
        (Result.PROVEN, Severity.GROSS_MISCONDUCT, 12),
        (Result.UNDECIDED, Severity.GROSS_MISCONDUCT, 9),
        (Result.UNDECIDED, Severity.MISCONDUCT, 7),
        (Result.UNDECIDED, Severity.PRACTICE, 5),
        (Result.NO_CASE, Severity.GROSS_MISCONDUCT, 2),
    ],
)
def test_severity_gives_while_the_matter_stands(result, severity, points):
    assert points_of(told(1, YOUNG, result, severity=severity)) == points


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "points"),
    [
        (date(2026, 3, 3), date(2027, 9, 2), 2),
        (AS_AT, date(2027, 9, 3), 0),
        (date(2025, 1, 1), date(2026, 3, 3), 2),
        (date(2025, 1, 1), date(2026, 3, 2), 0),
        (date(2025, 1, 1), None, 2),
    ],
)
def test_a_warning_gives_while_it_is_live(starts_on, ends_on, points):
    assert points_of(warnings=(LiveWarning("Written warning", starts_on, ends_on, 1),)) == points


def test_two_warnings_of_one_matter_give_once():
    given = [LiveWarning(words, date(2025, 1, 1), None, 7) for words in ("Written warning", "Final written warning")]
    assert points_of(warnings=tuple(given)) == 2


def test_a_card_says_which_matters_and_can_be_added_up():
    card = score(
        person(
            told(1, date(2025, 9, 1)),
            told(2, date(2024, 9, 1)),
            told(3, date(2020, 9, 1), Result.PROVEN, severity=Severity.GROSS_MISCONDUCT),
            told(4, date(2025, 9, 1), Result.NO_CASE, named=3),
            warnings=(LiveWarning("Final written warning", date(2025, 1, 1), None, 3),),
        ),
        as_at=AS_AT,
    )
    assert card.lines == (
        Line("Proven, or a case to answer, 3 to 6 years old", 4, (3,)),
        Line("Not decided, and named alone, less than 3 years old", 5, (2, 1)),
        Line("Assessed as gross misconduct, 3 to 6 years old", 2, (3,)),
        Line("A warning is live", 2, (3,)),
    )
    assert card.points == 4 + 2 * 5 + 2 + 2
    assert card.points_of_matters() == {1: 5, 2: 5, 3: 8}
    assert card.without({1}).points == card.points - 5
    assert card.without({3}).lines == (card.lines[1],)


def test_people_of_the_same_score_go_by_the_day_of_their_latest_matter():
    assert latest_before(person(matter(1, YOUNG), matter(2, MIDDLE), matter(3, AS_AT)), AS_AT) == YOUNG
    assert latest_before(OfficerHistory(1), AS_AT) == date.min


@settings(deadline=None)
@given(st.integers())
def test_any_order_of_entry_gives_the_same_points_and_each_point_is_of_one_matter(number):
    history = invented("cases-in-12-months", number)
    card = score(history, as_at=AS_AT)
    entered = list(history.matters)
    Random(number).shuffle(entered)
    assert score(replace(history, matters=tuple(entered)), as_at=AS_AT) == card
    assert sum(card.points_of_matters().values()) == card.points
    for subject_id, points in card.points_of_matters().items():
        assert card.without({subject_id}).points == card.points - points


@settings(deadline=None)
@given(st.integers(), st.none() | st.builds(SameWork, st.text(), *[st.integers(1, 9999)] * 4))
def test_what_a_flag_keeps_gives_the_same_card_again(number, work):
    history = invented("cases-in-12-months", number)
    card, kept = score_to_json(history, as_at=AS_AT, work=work)
    assert card == replace(score(history, as_at=AS_AT), work=work)
    assert card.in_queue == card.points * (work.percent if work else 100)
    assert score_from_json(kept) == card
    assert score_again(kept) == card
