import pytest
from cryptography.fernet import Fernet

from cases.contacts.actions import reporters
from cases.contacts.actions.reporters import Identity
from cases.contacts.key_check import check_reporter_keys
from tests.factories import CaseFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_key_that_was_taken_out_too_soon_fails_the_check(settings, reporter_key):
    assert check_reporter_keys(None) == []
    reporters.add(by=UserFactory(), case=CaseFactory(), identity=Identity(name="Kim"))
    settings.REPORTER_KEYS = [Fernet.generate_key().decode(), reporter_key]
    assert check_reporter_keys(None) == []
    settings.REPORTER_KEYS = settings.REPORTER_KEYS[:1]
    [found] = check_reporter_keys(None)
    assert (found.id, "opens 1 sealed record of" in found.msg) == ("contacts.E001", True)
    settings.REPORTER_KEYS = []
    assert [one.id for one in check_reporter_keys(None)] == ["contacts.E001"]
