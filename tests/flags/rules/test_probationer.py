from datetime import date, timedelta

import pytest

from cases.flags import rules
from cases.flags.rules.history import Result, Severity
from cases.flags.rules.probationer import NOT_ASSESSED
from tests.flags.rules.histories import AS_AT, LEAP_DAY, hits_of, ids, left_out, person, told

SLUG = "probationer"
GROSS = told(1, date(2025, 9, 1), severity=Severity.GROSS_MISCONDUCT)


def found(*matters, days_left=89, as_at=AS_AT, **changed):
    history = person(*matters, probation_ends_on=as_at + timedelta(days=days_left))
    return hits_of(SLUG, history, as_at=as_at, **changed)


def test_misconduct_with_little_probation_left_asks_for_a_look():
    (hit,) = found(GROSS, told(2, date(2026, 3, 3), severity=Severity.MISCONDUCT, result=Result.NO_CASE))
    assert ids(hit) == [1, 2]
    assert hit.sentence == (
        "2 cases received between 1 September 2025 and 3 March 2026, assessed as misconduct or gross misconduct, and"
        " probation ends on 1 June 2026; the rule asks a person to look when fewer than 90 days are left."
    )


@pytest.mark.parametrize(("days_left", "fires"), [(91, False), (90, False), (89, True), (0, True), (-1, False)])
def test_it_looks_from_89_days_before_the_end_to_the_last_day(days_left, fires):
    assert bool(found(GROSS, days_left=days_left)) is fires


@pytest.mark.parametrize(
    "only",
    [
        told(1, date(2025, 9, 1), severity=Severity.PRACTICE),
        told(1, date(2025, 9, 1)),
        told(1, AS_AT, severity=Severity.MISCONDUCT),
        told(1, None, severity=Severity.MISCONDUCT),
    ],
    ids=["practice", "not assessed", "on the day", "undated"],
)
def test_less_than_misconduct_or_another_day_does_not(only):
    assert found(only) == ()


def test_nobody_off_probation_is_asked_about():
    assert hits_of(SLUG, person(GROSS)) == ()


def test_other_matters_are_shown_with_the_reason():
    (hit,) = found(GROSS, told(2, date(2026, 1, 1), severity=Severity.PRACTICE))
    assert left_out(hit) == {2: NOT_ASSESSED}


def test_a_probation_that_ends_on_a_leap_day():
    ends_on = {"probation_ends_on": LEAP_DAY}
    matter = told(1, date(2023, 5, 1), severity=Severity.MISCONDUCT)
    assert hits_of(SLUG, person(matter, **ends_on), as_at=date(2023, 12, 2))
    assert hits_of(SLUG, person(matter, **ends_on), as_at=date(2023, 12, 1)) == ()
    assert hits_of(SLUG, person(matter, **ends_on), as_at=LEAP_DAY)
    assert hits_of(SLUG, person(matter, **ends_on), as_at=date(2024, 3, 1)) == ()


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {})) == (
        "1 case or more assessed as misconduct or gross misconduct, with fewer than 90 days of probation left."
    )
