from dataclasses import replace
from datetime import date

import pytest

from cases.flags import rules
from cases.flags.rules.history import Source
from cases.flags.rules.several_sources import UNKNOWN
from tests.flags.rules.histories import AS_AT, hits_of, ids, left_out, person, told

SLUG = "several-sources"


def from_(source, number, day):
    return replace(told(number, day), source=source)


PUBLIC = from_(Source.PUBLIC, 1, date(2024, 3, 4))
INTERNAL = from_(Source.INTERNAL, 2, date(2026, 3, 3))
CONFIDENTIAL = from_(Source.CONFIDENTIAL, 3, date(2025, 1, 1))


def found(*matters, as_at=AS_AT, **changed):
    return hits_of(SLUG, person(*matters), as_at=as_at, **changed)


def test_a_public_complaint_and_an_internal_report_ask_for_a_look():
    (hit,) = found(PUBLIC, INTERNAL)
    assert ids(hit) == [1, 2]
    assert hit.sentence == (
        "2 cases received between 4 March 2024 and 3 March 2026, brought by a public complaint and an internal report;"
        " the rule asks a person to look at 2 different sources, the public among them, in any 24 months."
    )


def test_so_do_a_public_complaint_and_a_confidential_report():
    assert found(PUBLIC, CONFIDENTIAL)
    (hit,) = found(PUBLIC, INTERNAL, CONFIDENTIAL)
    assert "a public complaint, an internal report and a confidential report" in hit.sentence


@pytest.mark.parametrize(
    "matters",
    [
        (PUBLIC,),
        (PUBLIC, from_(Source.PUBLIC, 2, date(2025, 1, 1))),
        (INTERNAL, CONFIDENTIAL),
        (PUBLIC, from_(Source.UNKNOWN, 2, date(2025, 1, 1))),
        (from_(Source.PUBLIC, 1, date(2024, 3, 3)), INTERNAL),
        (PUBLIC, from_(Source.INTERNAL, 2, AS_AT)),
        (PUBLIC, from_(Source.INTERNAL, 2, None)),
    ],
    ids=["one", "one source", "none public", "unknown", "the day before the window", "on the day", "undated"],
)
def test_less_does_not(matters):
    assert found(*matters) == ()


def test_a_version_may_wait_for_all_three_or_for_more_cases():
    assert found(PUBLIC, INTERNAL, threshold=3) == ()
    assert found(PUBLIC, INTERNAL, CONFIDENTIAL, threshold=3)
    assert found(PUBLIC, INTERNAL, fewest_cases=3) == ()


def test_from_a_leap_day_two_years_go_back_to_the_end_of_february():
    leap, second = date(2024, 2, 29), from_(Source.INTERNAL, 2, date(2024, 2, 28))
    assert found(from_(Source.PUBLIC, 1, date(2022, 2, 28)), second, as_at=leap)
    assert found(from_(Source.PUBLIC, 1, date(2022, 2, 27)), second, as_at=leap) == ()


def test_a_case_of_an_unknown_source_is_shown():
    (hit,) = found(PUBLIC, INTERNAL, from_(Source.UNKNOWN, 4, date(2025, 1, 1)))
    assert left_out(hit) == {4: UNKNOWN}


def test_the_rule_reads_as_a_sentence():
    assert rules.in_words(SLUG, rules.read(SLUG, {})) == (
        "2 cases or more in the last 24 months from 2 different sources: a public complaint and an internal or"
        " confidential report."
    )
