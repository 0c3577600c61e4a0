"""The page of a case asks the same number of questions of the database, however much the case holds."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.stages import Stage
from cases.views.case_page import PARTS
from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    ClockFactory,
    ContactFactory,
    MilestoneFactory,
    OutcomeFactory,
    PartyFactory,
)
from tests.factories.investigations import DocumentFactory, TaskFactory
from tests.factories.notices import issue_notice, serve_notice, subject_with_severity

pytestmark = pytest.mark.django_db


def filled(size: int, user):
    """A case with so many of everything that its pages list."""
    case = CaseFactory(stage=Stage.DECISION, investigator=user, regime="2025")
    for number in range(size):
        pair = OutcomeFactory(pair=AllegationSubjectFactory(allegation__case=case)).pair
        party = PartyFactory(case=case)
        ContactFactory(party=party)
        about = f"cases.subject:{pair.subject_id}"
        ClockFactory(case=case, about=about, due_on=date(2026, 3, 1 + number))
        MilestoneFactory(case=case, about=f"contacts.party:{party.pk}", source=f"x:{number}")
        TaskFactory(case=case, owner=user, title=f"Action {number}")
        DocumentFactory(case=case)
        serve_notice(issue_notice(subject_with_severity(case=case), by=user), by=user)
    return case


@pytest.fixture
def asked(signed_in):
    """How many questions each part of the page asks for a small and for a large case."""
    client = signed_in("manager")
    cases = [filled(size, client.user) for size in (2, 20)]

    def count(part: str) -> list[int]:
        found = []
        for case in cases:
            client.get(reverse(part, args=[case.pk]))
            with CaptureQueriesContext(connection) as seen:
                assert client.get(reverse(part, args=[case.pk])).status_code == 200
            found.append(len(seen))
        return found

    return count


def test_every_part_of_the_page_asks_no_more_for_a_large_case(asked):
    counts = {part: asked(part) for part, _ in PARTS}
    assert {part: found for part, found in counts.items() if found[0] != found[1]} == {}
    assert counts["cases:detail"][1] <= 100
