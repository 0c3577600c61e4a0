"""Behind a proxy each person keeps an address of their own, and nobody chooses it."""

import pytest
from django.test import Client

from misconduct.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def fail(forwarded: str, name: str = "nobody") -> int:
    answer = {"login": name, "password": "wrong"}
    return Client().post("/accounts/login/", answer, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded).status_code


def addresses() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("ip_address", flat=True))


def test_the_last_address_is_the_one_on_record(settings):
    settings.BEHIND_PROXY = True
    for forwarded in ("198.51.100.7", "203.0.113.9, 198.51.100.8", "2001:db8::1", "", "not an address\x00"):
        fail(forwarded)
    assert addresses() == ["198.51.100.7", "198.51.100.8", "2001:db8::1", "10.0.0.1", "10.0.0.1"]


def test_one_who_guesses_does_not_shut_everybody_out(settings):
    settings.BEHIND_PROXY = True
    statuses = [fail("198.51.100.7", name=f"nobody{n}") for n in range(21)]
    assert statuses[-1] == 429
    assert fail("198.51.100.8", name="somebody-else") == 422


def test_without_a_proxy_the_header_means_nothing(settings):
    settings.BEHIND_PROXY = False
    fail("198.51.100.7")
    assert addresses() == ["10.0.0.1"]
