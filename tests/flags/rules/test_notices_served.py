from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.notices_served import NONE_SERVED
from misconduct.core.errors import Refused
from tests.flags.rules.histories import AS_AT, LEAP_DAY, hits_of, ids, left_out, person, told

SLUG = "notices-served"
SERVING = {"appointed_on": date(2005, 1, 1)}


def served(*days):
    return [told(number, date(2004, 1, 1), notified_on=day) for number, day in enumerate(days, start=1)]


def found(*matters, as_at=AS_AT, changed=None, **facts):
    stored = {"in_post_only": True, **(changed or {})}
    return hits_of(SLUG, person(*matters, **{**SERVING, **facts}), as_at=as_at, **stored)


FIVE = (date(2006, 1, 1), LEAP_DAY, date(2015, 1, 1), date(2020, 1, 1), date(2026, 3, 3))


def test_five_notices_in_a_career_ask_for_a_look():
    (hit,) = found(*served(*FIVE))
    assert ids(hit) == [1, 3, 4, 2, 5]
    assert (hit.window_from, hit.window_to) == (date(2006, 1, 1), AS_AT)
    assert hit.sentence == (
        "5 notices of investigation served between 1 January 2006 and 3 March 2026; the rule asks a person to look at 5"
        " or more in a career."
    )


@pytest.mark.parametrize("fifth", [None, AS_AT, date(2026, 3, 5)], ids=["none served", "on the day", "later"])
def test_four_do_not(fifth):
    assert found(*served(*FIVE[:4], fifth)) == ()


def test_more_count_all_and_what_was_not_served_is_shown():
    (hit,) = found(*served(*FIVE, date(2025, 1, 1), None, date(2026, 3, 5)))
    assert len(hit.counted) == 6
    assert left_out(hit) == {7: NONE_SERVED, 8: "Its notice was served on 5 March 2026, after the day looked at."}


def test_somebody_who_left_is_not_asked_about():
    assert found(*served(*FIVE), left_on=AS_AT) == ()
    assert found(*served(*FIVE), left_on=date(2026, 3, 5))


def test_the_day_of_the_notice_counts_and_not_that_of_the_matter():
    undated = [told(number, None, notified_on=day) for number, day in enumerate(FIVE, start=1)]
    assert found(*undated)


def test_a_version_may_ask_sooner_but_never_for_a_part_of_a_career():
    assert found(*served(*FIVE[:2]), changed={"threshold": 2})
    with pytest.raises(Refused):
        rules.read(SLUG, {"window_months": 60})


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {"in_post_only": True})) == (
        "5 notices of investigation or more served in a career, one a case. Only people in post."
    )
