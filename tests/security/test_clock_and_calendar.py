"""Dates at the ends of the calendar, and access that ends by the clock."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from misconduct.accounts.models import AccessGrant
from tests.factories import CaseFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("role", "path", "name"),
    [
        ("auditor", "/audit/", "until"),
        ("auditor", "/audit/", "since"),
        ("manager", "/reports/repeat/people/", "to_date"),
        ("manager", "/reports/repeat/", "from_date"),
        ("manager", "/flags/", "fired_from"),
        ("manager", "/cases/", "received_to"),
    ],
)
def test_no_day_of_the_calendar_breaks_a_filter(signed_in, role, path, name, day):
    assert signed_in(role).get(path, {name: day}).status_code == 400


def test_access_cannot_last_to_the_end_of_the_calendar(signed_in):
    case = CaseFactory()
    answer = {"user": UserFactory().pk, "expires_on": "9999-12-31", "reason": "Review", "version": case.version}
    response = signed_in("manager").post(f"/cases/{case.pk}/access/give/", answer)
    assert response.status_code == 422
    assert "Year must be between" in response.content.decode()


def test_figures_forget_a_case_at_the_moment_that_access_to_it_ends(signed_in):
    now = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    with time_machine.travel(now, tick=False) as clock:
        client = signed_in("manager")
        case = SubjectFactory(case=CaseFactory(sealed=True)).case
        AccessGrant.objects.create(
            user=client.user,
            object_type="cases.case",
            object_id=case.pk,
            reason="Review",
            granted_by=client.user,
            expires_at=now + timedelta(minutes=1),
        )
        assert client.get("/reports/repeat/people/?band=1%2B").context["paginator"].count == 1
        clock.shift(timedelta(minutes=2))
        assert client.get("/reports/repeat/people/?band=1%2B").context["paginator"].count == 0
