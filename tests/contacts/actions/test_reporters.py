import pytest
from cryptography.fernet import Fernet

from cases.contacts import sealing
from cases.contacts.actions import reporters
from cases.contacts.actions.reporters import Identity
from cases.contacts.models import Party, ReporterIdentity
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, OutOfScope, Refused
from tests.factories import CaseFactory, UserFactory

pytestmark = pytest.mark.django_db
WHO = Identity(name="Quillon Hushworth", contact="01632 960123", safe_contact="After six", notes="Shift 4")


@pytest.fixture
def party(reporter_key, person) -> Party:
    return reporters.add(by=person(), case=CaseFactory(), identity=WHO)


def test_a_look_gives_what_was_sealed_and_is_on_record_with_its_reason(party, person):
    manager = person("manager")
    assert reporters.identify(by=manager, party=party, reason="Threat to them reported today.") == WHO
    event = AuditEvent.objects.get(action="reporter.identified")
    assert (event.actor_id, event.reason) == (manager.pk, "Threat to them reported today.")


def test_a_look_without_a_reason_shows_nothing_and_is_not_on_record(party, person):
    with pytest.raises(Refused, match="why you need to know"):
        reporters.identify(by=person("manager"), party=party, reason=" ")
    assert not AuditEvent.objects.filter(action="reporter.identified").exists()


@pytest.mark.parametrize("role", ["caseworker", "investigator", "auditor", "administrator"])
def test_only_those_with_leave_may_look(party, person, role):
    with pytest.raises(NotAllowed):
        reporters.identify(by=person(role), party=party, reason="Curious")
    assert not ReporterIdentity.objects.visible_to(person(role)).exists()


def test_leave_does_not_reach_past_the_cases_in_sight(party):
    with pytest.raises(OutOfScope):
        reporters.identify(by=UserFactory(role="manager", is_force_wide=False), party=party, reason="Why")


def test_without_a_key_nothing_is_kept(settings, person):
    settings.REPORTER_KEYS = []
    with pytest.raises(Refused, match="REPORTER_KEY is not set"):
        reporters.add(by=person(), case=CaseFactory(), identity=WHO)
    assert not Party.objects.exists()


def test_a_key_that_is_none_is_refused_with_a_sentence(settings, person):
    settings.REPORTER_KEYS = ["secret"]
    with pytest.raises(Refused, match="does not hold a usable key"):
        reporters.add(by=person(), case=CaseFactory(), identity=WHO)


def test_after_a_change_of_key_the_old_one_still_opens(party, person, settings, reporter_key):
    settings.REPORTER_KEYS = [Fernet.generate_key().decode(), reporter_key]
    assert reporters.identify(by=person("manager"), party=party, reason="Why") == WHO
    settings.REPORTER_KEYS = settings.REPORTER_KEYS[:1]
    with pytest.raises(Refused, match="None of the keys"):
        reporters.identify(by=person("manager"), party=party, reason="Why")


def test_a_sealed_record_moved_to_another_party_does_not_open(party, person, reporter_key):
    other = reporters.add(by=person(), case=CaseFactory(), identity=Identity(name="Another"))
    held = ReporterIdentity.objects.get(party=other)
    held.sealed = ReporterIdentity.objects.get(party=party).sealed
    held.save()
    with pytest.raises(OutOfScope):
        reporters.identify(by=person("manager"), party=other, reason="Why")


def test_the_same_name_never_looks_the_same_twice(reporter_key):
    assert sealing.seal({"name": "Kim"}) != sealing.seal({"name": "Kim"})
