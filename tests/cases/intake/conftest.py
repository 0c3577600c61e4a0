"""A draft with every question answered, and a person at the keyboard."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cases.models import CaseDraft, Code
from tests.factories import OfficerFactory, UnitFactory


def code(code_list: str, name: str) -> Code:
    """A code of the lists that a migrated database has."""
    return Code.objects.exclude(scheme="legacy-2008").get(code_list=code_list, code=name)


@pytest.fixture
def answers(db: None) -> Callable[..., dict[str, Any]]:
    """Every answer as a draft keeps it: `answers(summary="")` changes one."""

    def make(**changes: Any) -> dict[str, Any]:
        return {
            "record_type": "PC-O",
            "channel": code("channel", "phone").pk,
            "received_on": date(2026, 3, 4).isoformat(),
            "incident_from": date(2026, 3, 1).isoformat(),
            "incident_to": None,
            "place": "Market Street",
            "unit": UnitFactory(name="Eastgate").pk,
            "summary": "The caller says that an officer pushed her outside the library and would not give a name.",
            "subjects": [{"key": "s1", "kind": "identified", "officer": OfficerFactory().pk}],
            "allegations": [
                {
                    "key": "a1",
                    "category": code("category", "B4").pk,
                    "subjects": ["s1"],
                    "description": "Pushed her.",
                    "standard": None,
                    "factors": [],
                }
            ],
        } | changes

    return make


@pytest.fixture
def draft_of(answers: Callable[..., dict[str, Any]]) -> Callable[..., CaseDraft]:
    """A draft of a person with every question answered."""

    def make(user: Any, **changes: Any) -> CaseDraft:
        return CaseDraft.objects.create(user=user, answers=answers(**changes))

    return make


@pytest.fixture
def clerk(signed_in: Callable[..., Client]) -> Client:
    """A caseworker at the keyboard."""
    return signed_in("caseworker")
