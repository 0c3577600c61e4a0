from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.history import FINALISED
from cases.flags.rules.looking import NOT_RECEIVED
from tests.flags.rules.histories import AS_AT, LEAP_DAY, hits_of, ids, left_out, person, told

SLUG = "reporter-reprisal"
SINCE = date(2025, 6, 2)


def found(*matters, since=SINCE, as_at=AS_AT):
    return hits_of(SLUG, person(*matters, protected_since=since), as_at=as_at)


def test_a_new_allegation_against_somebody_protected_asks_for_a_look():
    (hit,) = found(told(1, SINCE), told(2, date(2026, 3, 3)))
    assert ids(hit) == [1, 2]
    assert (hit.window_from, hit.window_to) == (SINCE, AS_AT)


def test_the_sentence_says_no_more_than_it_must():
    (hit,) = found(told(1, date(2026, 3, 3)))
    assert hit.sentence == (
        "A restricted record protects this person, and a new allegation followed: 1 case received on 3 March 2026."
    )


@pytest.mark.parametrize(
    "only",
    [told(1, date(2025, 6, 1)), told(1, AS_AT), told(1, None), told(1, date(2026, 1, 1), dated_by=FINALISED)],
    ids=["the day before", "on the day", "undated", "not received"],
)
def test_what_came_before_or_is_not_dated_does_not(only):
    assert found(only) == ()


def test_nobody_without_protection_is_asked_about():
    assert found(told(1, date(2026, 1, 1)), since=None) == ()
    assert found(told(1, date(2026, 1, 1)), since=AS_AT) == ()


def test_a_protection_that_began_on_a_leap_day():
    assert found(told(1, LEAP_DAY), since=LEAP_DAY)
    assert found(told(1, date(2024, 2, 28)), since=LEAP_DAY) == ()


def test_earlier_matters_are_shown_with_the_reason():
    (hit,) = found(told(1, SINCE), told(2, date(2020, 1, 1)), told(3, date(2026, 1, 1), dated_by=FINALISED))
    assert left_out(hit) == {2: "Dated before the window, which starts on 2 June 2025.", 3: NOT_RECEIVED}


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {})) == (
        "1 new case or more against somebody whom a restricted record protects, since the protection began."
    )
