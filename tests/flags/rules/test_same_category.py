from datetime import date

from cases.flags import rules
from cases.flags.rules.history import OfficerHistory
from cases.flags.rules.parameters import Parameters
from tests.flags.rules.histories import CIVILITY, FORCE, matter

AS_AT = date(2026, 3, 4)
TWICE = Parameters(threshold=2, window_months=24)


def hits_of(*matters):
    person = OfficerHistory(officer_id=1, matters=matters)
    return rules.apply("same-category-in-24-months", person, as_at=AS_AT, parameters=TWICE)


def test_the_same_category_in_two_cases_asks_for_a_look():
    (hit,) = hits_of(matter(1, date(2024, 3, 4), FORCE), matter(2, date(2026, 3, 3), FORCE, CIVILITY))
    assert (hit.scope, hit.scope_key) == (FORCE, "test/B4")
    assert hit.sentence == (
        "2 cases about “Use of force” received between 4 March 2024 and 3 March 2026;"
        " the rule asks a person to look at 2 or more of one category in any 24 months."
    )


def test_each_category_is_a_hit_of_its_own():
    both = (matter(1, date(2025, 1, 1), FORCE, CIVILITY), matter(2, date(2026, 1, 1), FORCE, CIVILITY))
    assert [hit.scope for hit in hits_of(*both)] == [FORCE, CIVILITY]


def test_different_categories_or_a_window_passed_do_not():
    assert hits_of(matter(1, date(2025, 1, 1), FORCE), matter(2, date(2026, 1, 1), CIVILITY)) == ()
    assert hits_of(matter(1, date(2024, 3, 3), FORCE), matter(2, date(2026, 3, 3), FORCE)) == ()


def test_matters_without_a_category_never_match_each_other():
    assert hits_of(matter(1, date(2025, 1, 1)), matter(2, date(2026, 1, 1))) == ()


def test_what_is_left_out_is_of_the_same_category_or_of_none():
    (hit,) = hits_of(
        matter(1, date(2025, 1, 1), FORCE),
        matter(2, date(2026, 1, 1), FORCE),
        matter(3, date(2010, 1, 1), FORCE),
        matter(4, date(2025, 6, 1)),
        matter(5, date(2025, 6, 1), CIVILITY),
    )
    assert [left.matter.subject_id for left in hit.left_out] == [3, 4]


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words("same-category-in-24-months", TWICE) == (
        "2 different cases or more with an allegation of the same category in the last 24 months, however they ended."
    )
