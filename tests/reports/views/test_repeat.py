import re
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from redis.exceptions import ConnectionError as RedisAway

from cases.models import Case
from misconduct.audit.models import AuditEvent
from tests.factories import OfficerFactory
from tests.factories.flags import FlagFactory
from tests.reports.history import matter

pytestmark = pytest.mark.django_db
PAGE = "/reports/repeat/"


def people_with(*numbers: int) -> None:
    """People with so many cases each, a month apart, in an order that the roster does not have."""
    for number in numbers:
        officer = OfficerFactory()
        for count in range(number):
            matter(officer, date(2025, 1 + count % 12, 3))


@pytest.mark.parametrize(
    ("role", "status"),
    [("manager", 200), ("auditor", 200), ("caseworker", 403), ("investigator", 403), ("administrator", 403)],
)
def test_dashboard_is_for_managers_and_auditors(signed_in, role, status):
    assert signed_in(role).get(PAGE).status_code == status


def test_dashboard_asks_strangers_to_sign_in(client):
    assert client.get(PAGE).status_code == 302


def test_dashboard_only_reads(signed_in):
    assert signed_in("manager").post(PAGE).status_code == 405


def test_dashboard_is_on_record(signed_in):
    client = signed_in("manager")
    client.get(PAGE, {"source": "public"})
    event = AuditEvent.objects.get(action="dashboard.viewed")
    assert event.actor_id == client.user.pk
    assert event.after["query"] == "source=public"


def test_dashboard_says_what_a_count_is_not(signed_in):
    people_with(2)
    assert "It is not a finding against anybody" in signed_in("manager").get(PAGE).content.decode()


def test_empty_dashboard_says_how_to_fill_it(signed_in):
    page = signed_in("manager").get(PAGE).content.decode()
    assert "Nobody has a case for these filters" in page
    assert "nan" not in page.lower().split()


def test_rate_of_fewer_than_five_people_is_withheld(signed_in):
    people_with(2, 1)
    page = signed_in("manager").get(PAGE).content.decode()
    assert "Fewer than 5 people have a case" in page
    assert "50.0%" not in page


def test_casey_stands_beside_the_figures(signed_in):
    people_with(1, 1, 2, 3, 6)
    page = signed_in("manager").get(PAGE).content.decode()
    assert "Casey: 20.3% (1,809 of 8,917)" in page
    assert "Casey: 0.72% (13 of 1,809)" in page
    assert "1 (20.0%)" in page


def test_every_count_of_people_equals_the_list_behind_it(signed_in):
    people_with(1, 2, 3, 4, 6, 7)
    FlagFactory(officer=OfficerFactory())
    client = signed_in("manager")
    page = client.get(PAGE).content.decode()
    links = re.findall(r'href="(/reports/repeat/people/[^"]+)">([\d,]+)(?:<| \()', page)
    assert len(links) > 20
    for address, shown in links:
        listed = client.get(unescape(address)).context["paginator"].count
        if "unit=" in address or "category=" in address:
            assert listed <= int(shown)  # their last column counts cases or allegations
        else:
            assert listed == int(shown), address


@pytest.mark.parametrize(
    "query",
    [
        "from_date=2026-02-30",
        "from_date=2026-02-01&to_date=2026-01-01",
        "unit=0",
        "category=x",
        "source=everything",
        "basis=guess",
    ],
)
def test_filter_that_cannot_be_read_is_refused_beside_its_field(signed_in, query):
    response = signed_in("manager").get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()


def test_dashboard_asks_a_fixed_number_of_queries(signed_in):
    client = signed_in("manager")
    counts = []
    for number in (2, 20):
        people_with(*[2] * number)
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_figures_are_kept_until_something_changes(signed_in):
    client = signed_in("manager")
    people_with(2)
    first = client.get(PAGE).context["figures"]
    assert client.get(PAGE, {"show": "unit"}).context["figures"].as_at == first.as_at
    people_with(2)
    assert client.get(PAGE).context["figures"].cases_per_person == {2: 2}


def test_figures_of_one_person_are_not_shown_to_another(signed_in):
    matter(OfficerFactory(), case={"is_sealed": True})
    matter(OfficerFactory())
    clients = signed_in("manager"), signed_in("manager")
    sealed_to = clients[0].user
    Case.objects.filter(is_sealed=True).update(investigator=sealed_to)
    assert [client.get(PAGE).context["tiles"].people for client in clients] == [2, 1]


def test_dashboard_works_without_redis(signed_in, monkeypatch):
    people_with(2)

    def away(*args: object, **kwargs: object) -> None:
        raise RedisAway

    monkeypatch.setattr(cache, "get", away)
    assert signed_in("manager").get(PAGE).context["figures"].cases_per_person == {2: 1}
