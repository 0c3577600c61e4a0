"""Who reported in confidence is found by a mark that only the key can make."""

import time
from datetime import UTC, date, datetime

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone

from cases.contacts import sealing
from cases.contacts.actions import reporters
from cases.contacts.actions.reporters import Identity
from cases.contacts.models import ReporterIdentity
from cases.flags.facts.protection import protected_since
from cases.merges.models import OfficerMerge
from misconduct.core.errors import Refused
from tests.factories import CaseFactory, OfficerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(settings) -> list[str]:
    settings.REPORTER_KEYS = [Fernet.generate_key().decode()]
    return settings.REPORTER_KEYS


def reported(officer, sealed_at: datetime | None = None) -> ReporterIdentity:
    identity = Identity(name="Invented", number=f" {officer.number.upper()} ")
    party = reporters.add(by=UserFactory(), case=CaseFactory(), identity=identity)
    if sealed_at:
        ReporterIdentity.objects.filter(party=party).update(sealed_at=sealed_at)
    return party.identity


def test_protection_begins_with_the_first_report(keys, django_assert_num_queries):
    officer, other = OfficerFactory(), OfficerFactory()
    reported(officer, datetime(2026, 3, 4, 23, 30, tzinfo=UTC))
    reported(officer, datetime(2026, 7, 4, 23, 30, tzinfo=UTC))
    reporters.add(by=UserFactory(), case=CaseFactory(), identity=Identity(name="Nobody of ours"))
    with django_assert_num_queries(2):
        assert protected_since([officer.pk, other.pk]) == {officer.pk: date(2026, 3, 4)}


def test_the_database_holds_a_mark_or_noise_that_cannot_be_told_apart(keys):
    officer = OfficerFactory()
    marked = reported(officer)
    noise = reporters.add(by=UserFactory(), case=CaseFactory(), identity=Identity(name="Kim")).identity
    assert {len(one.officer_digest) for one in (marked, noise)} == {64}
    assert marked.officer_digest == sealing.officer_digest(officer.pk)
    keys[0] = Fernet.generate_key().decode()
    assert marked.officer_digest != sealing.officer_digest(officer.pk)


def test_after_a_change_of_key_the_old_one_still_finds_them(keys):
    officer = OfficerFactory()
    reported(officer)
    keys.insert(0, Fernet.generate_key().decode())
    later = OfficerFactory()
    reported(later)
    today = timezone.localdate()
    assert protected_since([officer.pk, later.pk]) == {officer.pk: today, later.pk: today}
    del keys[1]
    assert protected_since([officer.pk, later.pk]) == {later.pk: today}
    keys.clear()
    assert protected_since([officer.pk, later.pk]) == {}


def test_a_report_under_a_second_record_protects_the_person(keys):
    kept, absorbed = OfficerFactory(), OfficerFactory()
    reported(absorbed)
    merge = OfficerMerge.objects.create(kept=kept, absorbed=absorbed, reason="The same.", proposed_by=UserFactory())
    assert protected_since([kept.pk]) == {}
    merge.status, merge.decided_by, merge.decided_at = "approved", UserFactory(), timezone.now()
    merge.save()
    assert protected_since([kept.pk]) == {kept.pk: timezone.localdate()}


def test_a_number_that_nobody_has_is_refused_and_without_a_key_nothing_is_marked(keys):
    with pytest.raises(Refused, match="Nobody on the roster has the force number “0000”") as refusal:
        reporters.add(by=UserFactory(), case=CaseFactory(), identity=Identity(name="Kim", number="0000"))
    assert refusal.value.field == "number"
    keys.clear()
    with pytest.raises(Refused, match="REPORTER_KEY is not set"):
        sealing.officer_digest(1)


def test_a_batch_of_a_thousand_takes_a_fraction_of_a_second(keys):
    keys.append(Fernet.generate_key().decode())
    took = []
    for _ in range(3):
        started = time.perf_counter()
        assert protected_since(range(1_000_000, 1_001_000)) == {}
        took.append(time.perf_counter() - started)
    assert min(took) < 0.5
