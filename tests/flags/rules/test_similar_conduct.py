from dataclasses import replace
from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.similar_conduct import NEITHER, OTHER
from tests.flags.rules.histories import AS_AT, CIVILITY, FORCE, family, hits_of, ids, left_out, person, told

SLUG = "similar-conduct"
TWICE = {"threshold": 2, "window_months": 36}


def found(*matters, as_at=AS_AT):
    return hits_of(SLUG, person(*matters), as_at=as_at, **TWICE)


def of(number, day, *categories, kinds=()):
    return replace(told(number, day, *kinds), categories=frozenset(categories))


def test_the_same_category_twice_within_three_years_asks_for_a_look():
    (hit,) = found(of(1, date(2023, 3, 4), FORCE), of(2, date(2026, 3, 3), FORCE, CIVILITY))
    assert (hit.scope, ids(hit)) == (FORCE, [1, 2])
    assert hit.sentence == (
        "2 cases about “Use of force” received between 4 March 2023 and 3 March 2026;"
        " the rule asks a person to look at 2 or more of a kind in any 36 months."
    )


def test_different_categories_of_one_kind_of_behaviour_are_similar():
    sexual = of(1, date(2025, 1, 1), FORCE, kinds=["sexual"]), of(2, date(2025, 2, 1), CIVILITY, kinds=["sexual"])
    (hit,) = found(*sexual)
    assert (hit.scope, ids(hit)) == (family("sexual"), [1, 2])


def test_a_category_and_its_kind_with_the_same_cases_are_said_once():
    (hit,) = found(
        of(1, date(2025, 1, 1), FORCE, kinds=["force", "discrimination"]),
        of(2, date(2025, 2, 1), FORCE, kinds=["force", "discrimination"]),
    )
    assert hit.scope == FORCE


def test_a_kind_with_further_cases_says_it_for_its_category():
    (hit,) = found(
        of(1, date(2025, 1, 1), FORCE, kinds=["force"]),
        of(2, date(2025, 2, 1), FORCE, kinds=["force"]),
        of(3, date(2025, 3, 1), kinds=["force"]),
    )
    assert (hit.scope, ids(hit)) == (family("force"), [1, 2, 3])


def test_another_kind_with_further_cases_does_not_silence_a_category():
    hits = found(
        of(1, date(2025, 1, 1), CIVILITY, kinds=["civility", "sexual"]),
        of(2, date(2025, 2, 1), CIVILITY, kinds=["civility", "sexual"]),
        of(3, date(2025, 3, 1), kinds=["sexual"]),
    )
    assert [(hit.scope, ids(hit)) for hit in hits] == [(family("sexual"), [1, 2, 3]), (CIVILITY, [1, 2])]


def test_two_kinds_with_the_same_cases_are_said_once():
    both = {"kinds": ["sexual", "abuse-of-position"]}
    (hit,) = found(of(1, date(2025, 1, 1), FORCE, **both), of(2, date(2025, 2, 1), CIVILITY, **both))
    assert hit.scope == family("abuse-of-position")


@pytest.mark.parametrize(
    "other",
    [
        of(2, date(2026, 3, 3), CIVILITY, kinds=["civility"]),
        of(2, date(2023, 3, 3), FORCE),
        of(2, AS_AT, FORCE),
        of(2, None, FORCE),
        of(2, date(2026, 3, 3)),
    ],
    ids=["another kind", "the day before the window", "on the day", "undated", "no kind"],
)
def test_anything_else_is_not_similar(other):
    assert found(of(1, date(2026, 3, 3), FORCE, kinds=["force"]), other) == ()


def test_who_was_harmed_how_it_came_in_and_poor_service_are_no_conduct():
    kinds = {"kinds": ["vulnerable", "confidential", "service"]}
    assert found(of(1, date(2026, 1, 1), FORCE, **kinds), of(2, date(2026, 2, 1), CIVILITY, **kinds)) == ()


def test_one_case_with_two_allegations_of_a_kind_is_one():
    assert found(of(1, date(2026, 1, 1), FORCE, CIVILITY, kinds=["force"])) == ()


def test_from_a_leap_day_three_years_go_back_to_the_end_of_february():
    second = of(2, date(2024, 1, 1), FORCE)
    assert found(of(1, date(2021, 2, 28), FORCE), second, as_at=date(2024, 2, 29))
    assert found(of(1, date(2021, 2, 27), FORCE), second, as_at=date(2024, 2, 29)) == ()


def test_the_other_cases_of_the_window_are_shown_with_the_reason():
    (hit,) = found(
        of(1, date(2025, 1, 1), FORCE),
        of(2, date(2025, 2, 1), FORCE),
        of(3, date(2025, 3, 1), CIVILITY),
        of(4, date(2025, 4, 1)),
        of(5, date(2010, 1, 1), FORCE),
        of(6, date(2010, 1, 1), CIVILITY),
    )
    assert left_out(hit) == {3: OTHER, 4: NEITHER, 5: "Dated before the window, which starts on 4 March 2023."}


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, TWICE)) == (
        "2 different cases or more with an allegation of the same category or kind of behaviour in the last 36 months,"
        " however they ended."
    )
