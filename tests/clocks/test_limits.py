from datetime import date

import pytest

from cases.clocks.limits import last_day, limit

RECEIVED = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("slug", "start", "due_on"),
    [
        ("suspension-review", date(2026, 3, 2), date(2026, 3, 30)),
        ("hearing-other-date", date(2026, 4, 1), date(2026, 4, 10)),  # over Good Friday and Easter Monday
        ("interview-alternative", date(2026, 3, 11), date(2026, 3, 18)),
    ],
)
def test_the_last_day_comes_from_the_file(slug, start, due_on):
    assert last_day(slug, start, received_on=RECEIVED) == due_on


def test_what_has_no_limit_has_no_last_day():
    with pytest.raises(ValueError, match="has no limit in law"):
        last_day("decision-on-report", RECEIVED, received_on=RECEIVED)


def test_a_limit_is_said_in_words():
    assert limit("hearing-other-date", received_on=RECEIVED) == "5 working days"
