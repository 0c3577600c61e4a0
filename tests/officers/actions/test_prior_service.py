from datetime import date, timedelta

import pytest
from django.utils import timezone

from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, Refused
from misconduct.core.overtaken import fingerprint
from officers.actions import prior_service
from officers.actions.prior_service import Served, facts_of
from officers.models import PriorService
from tests.factories import OfficerFactory, PriorServiceFactory, UserFactory

pytestmark = pytest.mark.django_db
SERVED = Served(force="  Northmoor   Police ", starts_on=date(2004, 3, 1), ends_on=date(2009, 12, 31))
RECEIVED = Served(force="Northmoor Police", history_received_on=date(2026, 3, 4), is_adverse=True, note="A warning.")


def test_service_elsewhere_is_kept_and_on_record():
    by, officer = UserFactory(), OfficerFactory()
    made = prior_service.record_service(by=by, officer=officer, served=SERVED)
    assert (made.force, made.officer, made.recorded_by) == ("Northmoor Police", officer, by)
    event = AuditEvent.objects.get(action="officer.prior_service_recorded")
    assert (event.after["force"], event.after["starts_on"]) == ("Northmoor Police", "2004-03-01")


def test_what_is_learned_later_is_written_over_it():
    service = PriorServiceFactory()
    prior_service.change_service(by=UserFactory(), service=service, served=RECEIVED)
    service.refresh_from_db()
    assert (service.is_adverse, service.history_received_on, service.starts_on) == (True, date(2026, 3, 4), None)
    event = AuditEvent.objects.get(action="officer.prior_service_changed")
    assert (event.before["is_adverse"], event.after["is_adverse"]) == (False, True)


def test_of_two_changes_the_second_is_told():
    service = PriorServiceFactory()
    read = fingerprint(facts_of(service))
    prior_service.change_service(by=UserFactory(), service=service, served=RECEIVED, read=read)
    with pytest.raises(ChangedMeanwhile):
        prior_service.change_service(by=UserFactory(), service=service, served=SERVED, read=read)


def test_an_entry_is_withdrawn_once_and_with_its_reason():
    service, by = PriorServiceFactory(), UserFactory()
    with pytest.raises(Refused, match="why it is withdrawn"):
        prior_service.withdraw_service(by=by, service=service, reason=" ")
    prior_service.withdraw_service(by=by, service=service, reason="It was somebody else.")
    assert not PriorService.objects.standing().exists()
    for write in (
        lambda: prior_service.withdraw_service(by=by, service=service, reason="Again."),
        lambda: prior_service.change_service(by=by, service=service, served=SERVED),
    ):
        with pytest.raises(ChangedMeanwhile, match="withdrawn this"):
            write()


TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize(
    ("served", "field"),
    [
        (Served(force=" "), "force"),
        (Served(force="Northmoor Police", starts_on=TOMORROW), "starts_on"),
        (Served(force="Northmoor Police", starts_on=date(2009, 1, 2), ends_on=date(2009, 1, 1)), "ends_on"),
        (Served(force="Northmoor Police", history_requested_on=TOMORROW), "history_requested_on"),
        (Served(force="Northmoor Police", history_received_on=TOMORROW), "history_received_on"),
        (Served(force="Northmoor Police", is_adverse=True), "history_received_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(served, field):
    with pytest.raises(Refused) as refusal:
        prior_service.record_service(by=UserFactory(), officer=OfficerFactory(), served=served)
    assert refusal.value.field == field
    assert not PriorService.objects.exists()


def test_the_same_service_is_recorded_once():
    held = PriorServiceFactory()
    again = Served(force=held.force.upper(), starts_on=held.starts_on)
    with pytest.raises(Refused, match="already recorded"):
        prior_service.record_service(by=UserFactory(), officer=held.officer, served=again)
    assert prior_service.record_service(by=UserFactory(), officer=OfficerFactory(), served=again).pk
    prior_service.withdraw_service(by=UserFactory(), service=held, reason="Mistaken.")
    assert prior_service.record_service(by=UserFactory(), officer=held.officer, served=again).pk


@pytest.mark.parametrize("role", ["investigator", "auditor", "administrator"])
def test_only_those_who_keep_the_roster_record_it(role):
    service, by = PriorServiceFactory(), UserFactory(role=role)
    for write in (
        lambda: prior_service.record_service(by=by, officer=service.officer, served=RECEIVED),
        lambda: prior_service.change_service(by=by, service=service, served=RECEIVED),
        lambda: prior_service.withdraw_service(by=by, service=service, reason="Mistaken."),
    ):
        with pytest.raises(NotAllowed):
            write()
