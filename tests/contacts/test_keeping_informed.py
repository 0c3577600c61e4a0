"""When the next progress update is due: as the deadlines say, within 4 weeks of the start, then of the last one."""

from datetime import date

import pytest

from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.contacts.keeping_informed import is_late, updates_due
from tests.factories import CaseFactory, PartyFactory, UserFactory

MARCH_2 = date(2026, 3, 2)


@pytest.mark.django_db
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
def test_next_update_is_due_when_its_deadline_is(started, given, ended, due_on):
    case = CaseFactory(record_type="PC-S", received_on=date(2024, 2, 1))
    party, other = PartyFactory(case=case), PartyFactory(case=case)
    kinds = {
        MilestoneKind.HANDLING_STARTED: started,
        MilestoneKind.UPDATE_GIVEN: given,
        MilestoneKind.UPDATES_ENDED: ended,
    }
    for kind, days in kinds.items():
        for day in days:
            milestones.reached(case=case, kind=kind, on=day, by=UserFactory(), about=party, source=UserFactory())
    assert updates_due([party, other]) == {party.pk: due_on, other.pk: None}


@pytest.mark.parametrize(("day", "late"), [(date(2026, 3, 30), False), (date(2026, 3, 31), True)])
def test_an_update_is_late_from_the_day_after_its_last(day, late):
    assert is_late(day, due_on=date(2026, 3, 30)) is late
    assert not is_late(day, due_on=None)
