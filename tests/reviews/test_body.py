from dataclasses import fields
from datetime import date

import pytest

from cases.reviews.body import IOPC, LOCAL_POLICING_BODY, AboutComplaint, is_in_time, last_day_to_apply, review_body

TOLD = date(2026, 4, 1)


@pytest.mark.parametrize("fact", [field.name for field in fields(AboutComplaint)])
def test_any_of_these_facts_makes_it_the_iopc(fact):
    body, why = review_body(AboutComplaint(**{fact: True}))
    assert (body, len(why)) == (IOPC, 1)


def test_otherwise_it_is_the_local_policing_body():
    assert review_body(AboutComplaint()) == (LOCAL_POLICING_BODY, [])


@pytest.mark.parametrize(
    ("applied_on", "days_misdirected", "in_time"),
    [
        (date(2026, 4, 2), 0, True),
        (date(2026, 4, 29), 0, True),
        (date(2026, 4, 30), 0, False),
        (date(2026, 5, 4), 5, True),
        (date(2026, 5, 5), 5, False),
    ],
)
def test_28_days_from_the_day_after_the_outcome_was_told(applied_on, days_misdirected, in_time):
    assert is_in_time(applied_on, TOLD, days_misdirected=days_misdirected) is in_time


def test_the_first_of_the_28_days_is_the_day_after():
    assert last_day_to_apply(TOLD) == date(2026, 4, 29)
