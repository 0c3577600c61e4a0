"""Ready-made pieces for tests of actions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cases.actions import logging
from cases.actions.allegations import AllegationDetails
from cases.actions.subjects import SubjectDetails
from cases.models import Case, Code, Subject
from tests.factories import OfficerFactory, UnitFactory


def code(code_list: str, name: str) -> Code:
    """A code of the lists that a migrated database has."""
    return Code.objects.exclude(scheme="legacy-2008").get(code_list=code_list, code=name)


@pytest.fixture
def details() -> Callable[..., dict[str, Any]]:
    """The answers of somebody who logs a case: `details(received_on=…)` changes one."""

    def make(**changes: Any) -> dict[str, Any]:
        return {
            "record_type": "CM",
            "received_on": date(2026, 3, 2),
            "channel": code("channel", "email"),
            "incident_from": date(2026, 3, 1),
            "incident_to": date(2026, 3, 1),
            "place": "High Street",
            "unit": UnitFactory(),
            "summary": "An invented matter.",
            "allegations": [AllegationDetails(code("category", "B4"), "Pushed a man.", subjects=(0,))],
            "subjects": [SubjectDetails(Subject.Kind.IDENTIFIED, officer=OfficerFactory())],
        } | changes

    return make


@pytest.fixture
def logged(details, person) -> Callable[..., Case]:
    """A case as the action logs it."""

    def make(**changes: Any) -> Case:
        return logging.log_case(by=person(), **details(**changes))

    return make
