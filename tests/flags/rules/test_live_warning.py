from dataclasses import replace
from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.history import FINALISED, LiveWarning
from cases.flags.rules.live_warning import NOT_LIVE
from cases.flags.rules.looking import NOT_RECEIVED
from tests.flags.rules.histories import AS_AT, LEAP_DAY, hits_of, ids, left_out, person, told

SLUG = "live-warning"
WARNING = LiveWarning("Written warning", date(2024, 5, 1), date(2025, 10, 31))


def found(*matters, warnings=(WARNING,), as_at=AS_AT, **changed):
    return hits_of(SLUG, person(*matters, warnings=warnings), as_at=as_at, **changed)


def test_a_matter_received_while_a_warning_is_live_asks_for_a_look():
    (hit,) = found(told(1, date(2025, 10, 31)))
    assert ids(hit) == [1]
    assert hit.sentence == (
        "1 case received on 31 October 2025 while a warning was live: written warning from 1 May 2024 to 31 October"
        " 2025; the rule asks a person to look at 1 or more in any 60 months."
    )


@pytest.mark.parametrize(
    ("day", "fires"),
    [
        (date(2024, 4, 30), False),
        (date(2024, 5, 1), True),
        (date(2025, 10, 31), True),
        (date(2025, 11, 1), False),
        (None, False),
    ],
)
def test_both_the_first_and_the_last_day_of_a_warning_are_live(day, fires):
    assert bool(found(told(1, day))) is fires


def test_the_window_bounds_how_far_back_it_looks():
    old = LiveWarning("Final written warning", date(2015, 1, 1), None)
    assert found(told(1, date(2021, 3, 4)), warnings=(old,))
    assert found(told(1, date(2021, 3, 3)), warnings=(old,)) == ()
    assert found(told(1, AS_AT), warnings=(old,)) == ()
    assert found(told(1, LEAP_DAY), warnings=(LiveWarning("Warning", LEAP_DAY, LEAP_DAY),))
    assert found(told(1, date(2019, 2, 28)), warnings=(old,), as_at=LEAP_DAY)
    assert found(told(1, date(2019, 2, 27)), warnings=(old,), as_at=LEAP_DAY) == ()


def test_a_warning_that_a_career_break_keeps_alive_has_no_end():
    (hit,) = found(told(1, date(2026, 3, 3)), warnings=(replace(WARNING, ends_on=None),))
    assert "written warning from 1 May 2024 without an end while a career break lasts" in hit.sentence


def test_each_warning_is_named_once_in_the_order_of_their_days():
    second = LiveWarning("Final written warning", date(2025, 1, 1), date(2026, 12, 31))
    (hit,) = found(told(1, date(2025, 2, 1)), told(2, date(2025, 3, 1)), warnings=(second, WARNING))
    assert hit.sentence.count("warning from") == 2
    assert hit.sentence.index("1 May 2024") < hit.sentence.index("1 January 2025")


def test_other_matters_are_shown_with_the_reason():
    (hit,) = found(
        told(1, date(2025, 1, 1)),
        told(2, date(2024, 1, 1)),
        told(3, date(2025, 2, 1), dated_by=FINALISED),
    )
    assert left_out(hit) == {2: NOT_LIVE, 3: NOT_RECEIVED}


def test_without_a_warning_it_says_nothing():
    assert found(told(1, date(2025, 1, 1)), warnings=()) == ()


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {})) == (
        "1 case or more received in the last 60 months while a written or final written warning was live."
    )
