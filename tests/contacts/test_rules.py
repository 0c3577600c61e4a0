"""When the next progress update is due: within 4 weeks of the start of handling, then of the last one."""

from datetime import date

import pytest

from cases.contacts.rules import is_late, next_update_due

MARCH_2 = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("started", "given", "ended", "due_on"),
    [
        ([], [], [], None),
        ([MARCH_2], [], [], date(2026, 3, 30)),
        ([MARCH_2], [date(2026, 3, 20)], [], date(2026, 4, 17)),
        ([MARCH_2], [date(2026, 3, 20), date(2026, 3, 10)], [], date(2026, 4, 17)),
        ([MARCH_2], [date(2026, 2, 27)], [], date(2026, 3, 30)),
        ([date(2024, 2, 5)], [], [], date(2024, 3, 4)),
        ([MARCH_2], [], [date(2026, 3, 9)], None),
    ],
    ids=[
        "before handling",
        "the first",
        "the next",
        "counted from the latest",
        "one given before handling counts for nothing",
        "across a leap day",
        "no more are due",
    ],
)
def test_next_update_is_due(started, given, ended, due_on):
    assert next_update_due(started=started, given=given, ended=ended) == due_on


@pytest.mark.parametrize(("day", "late"), [(date(2026, 3, 30), False), (date(2026, 3, 31), True)])
def test_an_update_is_late_from_the_day_after_its_last(day, late):
    assert is_late(day, due_on=date(2026, 3, 30)) is late
    assert not is_late(day, due_on=None)
