from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.history import Result, Severity
from tests.flags.rules.histories import AS_AT, hits_of, ids, left_out, person, told

SLUG = "second-serious-matter"
SECOND = {"threshold": 2, "window_months": 120}
GROSS = Severity.GROSS_MISCONDUCT


def found(*matters, as_at=AS_AT, **changed):
    return hits_of(SLUG, person(*matters), as_at=as_at, **{**SECOND, **changed})


@pytest.mark.parametrize("kind", ["discrimination", "sexual", "domestic-abuse", "abuse-of-position", "women-and-girls"])
def test_any_second_of_these_kinds_asks_for_a_look(kind):
    (hit,) = found(told(1, date(2016, 3, 4), kind), told(2, date(2026, 3, 3), "sexual", result=Result.NO_CASE))
    assert ids(hit) == [1, 2]
    assert hit.sentence == (
        "2 cases of discrimination, sexual conduct, domestic abuse, abuse of position or violence against women and"
        " girls, or assessed as gross misconduct received between 4 March 2016 and 3 March 2026; the rule asks a person"
        " to look at 2 or more in any 120 months."
    )


@pytest.mark.parametrize(
    "second",
    [
        told(2, date(2026, 3, 3), "force", severity=Severity.MISCONDUCT),
        told(2, date(2016, 3, 3), "sexual"),
        told(2, AS_AT, "sexual"),
        told(2, None, "sexual"),
    ],
    ids=["another kind", "the day before the window", "on the day", "undated"],
)
def test_a_single_one_does_not(second):
    assert found(told(1, date(2020, 1, 1), "sexual"), second) == ()


def test_a_version_may_ask_for_any_single_one():
    (hit,) = found(told(1, date(2020, 1, 1), "domestic-abuse"), any_single=True)
    assert ids(hit) == [1]
    assert "to look at 1 or more" in hit.sentence


def test_gross_misconduct_counts_whatever_it_is_about_unless_a_version_says_otherwise():
    pair = (told(1, date(2024, 1, 1), "force", severity=GROSS), told(2, date(2025, 1, 1), "corruption", severity=GROSS))
    assert found(*pair)
    assert found(*pair, with_gross_misconduct=False) == ()


def test_the_officer_with_eleven_notices_is_seen_at_the_second():
    """Assault, sexual harassment and fraud in turn, each assessed, notified and ended before the next came."""
    kinds = ("force", "sexual", "corruption") * 4
    career = [
        told(
            year,
            date(2010 + year, 5, 1),
            kind,
            severity=GROSS,
            notified_on=date(2010 + year, 6, 1),
            result=Result.NO_CASE,
        )
        for year, kind in enumerate(kinds[:11], start=1)
    ]
    assert [bool(found(*career[:so_far], as_at=date(2010 + so_far, 12, 31))) for so_far in (1, 2, 3, 11)] == [
        False,
        True,
        True,
        True,
    ]


def test_the_second_is_seen_when_it_comes_in_before_anybody_assessed_it():
    assert found(told(1, date(2024, 1, 1), "force", severity=GROSS), told(2, date(2026, 3, 3), "sexual"))


def test_from_a_leap_day_ten_years_go_back_to_a_day_that_exists():
    second = told(2, date(2024, 1, 1), "sexual")
    assert found(told(1, date(2014, 2, 28), "sexual"), second, as_at=date(2024, 2, 29))
    assert found(told(1, date(2014, 2, 27), "sexual"), second, as_at=date(2024, 2, 29)) == ()


def test_serious_matters_outside_the_window_are_shown_and_others_are_no_part_of_it():
    (hit,) = found(
        told(1, date(2020, 1, 1), "sexual"),
        told(2, date(2021, 1, 1), "sexual"),
        told(3, date(2010, 1, 1), "sexual"),
        told(4, date(2021, 1, 1), "civility"),
    )
    assert left_out(hit) == {3: "Dated before the window, which starts on 4 March 2016."}


def test_the_rule_reads_as_a_sentence():
    words = rules.in_words(SLUG, rules.read(SLUG, {**SECOND, "with_gross_misconduct": False}))
    assert words == (
        "2 different cases or more of discrimination, sexual conduct, domestic abuse, abuse of position or violence"
        " against women and girls in the last 120 months, however they ended."
    )
