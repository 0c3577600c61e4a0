from datetime import date

import pytest
from cryptography.fernet import Fernet

from cases.clocks.models import Milestone
from misconduct.audit.querysets import key_of


@pytest.fixture
def reporter_key(settings) -> str:
    """An installation that can seal an identity."""
    key = Fernet.generate_key().decode()
    settings.REPORTER_KEYS = [key]
    return key


def reached(party) -> list[tuple[str, date]]:
    """The milestones standing about a party."""
    rows = Milestone.objects.standing().filter(about=key_of(party)).order_by("reached_on", "id")
    return [(milestone.kind, milestone.reached_on) for milestone in rows]
