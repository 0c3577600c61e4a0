from datetime import date

import pytest

from cases.closure import retention
from cases.closure.retention import Ended


@pytest.mark.parametrize(
    ("ended", "slug"),
    [
        (Ended(True, False, None), "complaint"),
        (Ended(False, False, None), "no-case"),
        (Ended(False, False, date(2028, 1, 1)), "warning"),
        (Ended(True, True, None), "serious"),
        (Ended(False, True, date(2028, 1, 1)), "serious"),
    ],
)
def test_suggested_class_keeps_the_case_longest(ended, slug):
    assert retention.suggested(ended).slug == slug


@pytest.mark.parametrize(
    ("slug", "closing_on", "warning_ends_on", "expected"),
    [
        ("complaint", date(2026, 11, 23), None, date(2032, 11, 23)),
        ("no-case", date(2024, 2, 29), None, date(2031, 2, 28)),
        ("warning", date(2026, 11, 23), date(2028, 5, 22), date(2035, 5, 22)),
        ("warning", date(2026, 11, 23), date(2026, 1, 1), date(2033, 11, 23)),
        ("warning", date(2026, 11, 23), None, date(2033, 11, 23)),
        ("serious", date(2028, 2, 29), None, date(2038, 2, 28)),
        ("complaint", date(2022, 2, 28), None, date(2028, 2, 28)),
    ],
)
def test_review_day_is_counted_from_the_closing_or_the_end_of_the_warning(slug, closing_on, warning_ends_on, expected):
    kept = retention.classes()[slug]
    assert retention.review_on(kept, closing_on=closing_on, last_warning_ends_on=warning_ends_on) == expected


def test_every_class_names_its_source_and_what_is_not_confirmed():
    assert all(kept.source and kept.keep and kept.years > 0 for kept in retention.classes().values())
