"""Service in another force on somebody's page: who sees it, who keeps it, and that flags are looked at again."""

import pytest

from cases.flags.models import EvaluationRequest
from officers.models import PriorService
from tests.factories import OfficerFactory, PriorServiceFactory

pytestmark = pytest.mark.django_db
ANSWERS = {
    "force": "Northmoor Police",
    "starts_on_day": "1",
    "starts_on_month": "3",
    "starts_on_year": "2004",
    "note": "Asked by letter.",
}


@pytest.fixture
def service():
    return PriorServiceFactory()


def asked_for():
    """Whose flags are to be looked at, taken off the queue."""
    waiting = list(EvaluationRequest.objects.values_list("officer_id", flat=True))
    EvaluationRequest.objects.all().delete()
    return waiting


def pages(service):
    return (
        f"/officers/{service.officer_id}/prior-services/add/",
        f"/officers/prior-services/{service.pk}/change/",
        f"/officers/prior-services/{service.pk}/withdraw/",
    )


@pytest.mark.parametrize(
    ("role", "status"),
    [("caseworker", 200), ("manager", 200), ("investigator", 403), ("auditor", 403), ("administrator", 403)],
)
def test_who_may_open_the_forms(signed_in, service, role, status):
    client = signed_in(role)
    assert [client.get(page).status_code for page in pages(service)] == [status] * 3


def test_nobody_keeps_their_own(signed_in, service):
    client = signed_in("caseworker")
    service.officer.account = client.user
    service.officer.save()
    assert [client.get(page).status_code for page in pages(service)] == [404] * 3
    assert client.put(pages(service)[0]).status_code == 405


def test_service_is_recorded_changed_and_withdrawn_and_flags_are_looked_at_each_time(signed_in):
    officer, client = OfficerFactory(), signed_in("caseworker")
    page = client.post(f"/officers/{officer.pk}/prior-services/add/", ANSWERS, follow=True)
    assert asked_for() == [officer.pk]
    assert "Northmoor Police" in page.text
    assert "Not asked for yet" in page.text
    service = PriorService.objects.get()
    _, change, withdraw = pages(service)

    read = client.get(change).context["read"]
    received = {f"history_received_on_{part}": value for part, value in (("day", 4), ("month", 3), ("year", 2026))}
    adverse = {**ANSWERS, **received, "is_adverse": "on", "read": read}
    page = client.post(change, adverse, follow=True)
    assert asked_for() == [officer.pk]
    assert "Adverse" in page.text
    assert "Received 4 March 2026" in page.text
    assert client.post(change, adverse).status_code == 409

    page = client.post(withdraw, {"reason": "It was somebody else."}, follow=True)
    assert "Asked by letter." not in page.text
    assert asked_for() == [officer.pk]


def test_a_refused_form_says_what_to_mend_and_keeps_what_was_typed(signed_in, service):
    client, (add, change, withdraw) = signed_in("manager"), pages(service)
    refused = client.post(add, {**ANSWERS, "is_adverse": "on"})
    assert refused.status_code == 422
    assert "Enter the day on which the adverse history was received" in refused.text
    assert "Asked by letter." in refused.text
    assert client.post(change, {"force": ""}).status_code == 422
    assert client.post(withdraw, {}).status_code == 422


def test_whoever_sees_the_person_sees_the_service_and_only_the_roster_may_change_it(signed_in, service):
    shown = {role: signed_in(role).get(service.officer.get_absolute_url()).text for role in ("auditor", "caseworker")}
    assert all("Northmoor Police" in text for text in shown.values())
    assert ["/prior-services/" in shown[role] for role in ("auditor", "caseworker")] == [False, True]
