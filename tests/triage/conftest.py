from datetime import date

import pytest

from cases.triage.actions.facts import Considered
from cases.triage.questions import referral_criteria, schedule_3_triggers

DAY = date(2026, 3, 4)


@pytest.fixture
def manager(person):
    return person("manager")


def triggers(*yes):
    """Every trigger answered: these with yes."""
    return {one.code: one.code in yes for one in schedule_3_triggers(DAY)}


def criteria(*met):
    """Every criterion answered with a reason: these as met."""
    return {one.code: Considered(one.code in met, "As the report says.") for one in referral_criteria(DAY)}
