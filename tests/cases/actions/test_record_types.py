from datetime import date

import pytest

from cases.actions import record_types
from cases.clocks.kinds import MilestoneKind
from misconduct.core.errors import NotAllowed, Refused
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


@pytest.fixture
def manager(person):
    return person("manager")


def convert(by, case, to_type="RCM", **fields):
    known = {"decided_on": DAY, "reasons": "The post-mortem shows force."}
    return record_types.convert(by=by, case=case, to_type=to_type, **(known | fields))


def test_a_death_or_serious_injury_matter_becomes_a_conduct_matter_and_keeps_what_it_was(manager):
    case = convert(manager, CaseFactory(record_type="DSI"))
    change = case.record_type_changes.get()
    assert (case.record_type, change.from_type, change.changed_on) == ("RCM", "DSI", DAY)
    assert case.milestones.standing().get(kind=MilestoneKind.AUTHORITY_AWARE).reached_on == DAY


@pytest.mark.parametrize(("record_type", "to_type"), [("PC-O", "CM"), ("HIST", "CM"), ("CM", "CM"), ("DSI", "PC-S")])
def test_nothing_else_becomes_one(manager, record_type, to_type):
    with pytest.raises(Refused):
        convert(manager, CaseFactory(record_type=record_type), to_type)


def test_reasons_a_possible_day_and_the_right_are_needed(manager, person):
    case = CaseFactory(record_type="DSI")
    for fields, field in (({"reasons": ""}, "reasons"), ({"decided_on": date(2999, 1, 1)}, "decided_on")):
        with pytest.raises(Refused) as refusal:
            convert(manager, case, **fields)
        assert refusal.value.field == field
    with pytest.raises(NotAllowed):
        convert(person("auditor"), case)
