from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.contacts.actions import contact_log
from cases.contacts.actions.contact_log import ContactDetails
from cases.contacts.models import Contact
from cases.stages import RecordType
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from tests.contacts.conftest import reached
from tests.factories import CaseFactory, PartyFactory, UserFactory

pytestmark = pytest.mark.django_db


def details(**changes):
    given = {"at": datetime(2026, 3, 10, 10, tzinfo=UTC), "direction": "out", "channel": "phone", "purpose": "other"}
    return ContactDetails(**given | {"said": "Told how it is handled."} | changes)


def update(**changes):
    return details(**{"purpose": "update", "channel": "letter", "is_in_writing": True} | changes)


@pytest.fixture
def party():
    return PartyFactory()


def handled_since(party, day):
    milestones.reached(case=party.case, kind=MilestoneKind.HANDLING_STARTED, on=day, by=UserFactory(), about=party)


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"purpose": "first_contact"}, ["contacted"]),
        ({"purpose": "other"}, ["contacted"]),
        ({"purpose": "other", "direction": "in"}, []),
        ({"purpose": "update", "is_in_writing": True}, ["contacted", "update_given"]),
        ({"purpose": "outcome", "is_in_writing": True}, ["contacted", "outcome_told"]),
    ],
)
def test_a_contact_meets_the_duty_it_is_for(party, person, changes, kinds):
    contact_log.log(by=person(), party=party, details=details(**changes))
    assert [kind for kind, _ in reached(party)] == kinds


def test_the_first_contact_counts_once(party, person):
    for day in (10, 12):
        given = details(at=datetime(2026, 3, day, 10, tzinfo=UTC))
        contact_log.log(by=person(), party=party, details=given)
    assert reached(party) == [("contacted", date(2026, 3, 10))]


def test_the_log_and_the_timeline_say_which_party_and_not_what_was_said(party, person):
    contact_log.log(by=person(), party=party, details=details())
    event = AuditEvent.objects.get(action="contact.logged")
    assert event.after["party"] == str(party)
    assert "Told how" not in str(event.after)


def test_an_update_on_the_last_day_needs_no_reason_and_the_day_after_does(party, person):
    handled_since(party, date(2026, 3, 3))
    on_time, late = (datetime(2026, 3, 31, 10, tzinfo=UTC), datetime(2026, 4, 29, 10, tzinfo=UTC))
    contact_log.log(by=person(), party=party, details=update(at=on_time))
    with pytest.raises(Refused, match="was due by 28 April 2026") as refusal:
        contact_log.log(by=person(), party=party, details=update(at=late))
    assert refusal.value.field == "late_reason"
    kept = contact_log.log(by=person(), party=party, details=update(at=late, late_reason="Nobody had the case."))
    assert kept.late_reason == "Nobody had the case."


def test_why_an_update_is_late_is_also_why_its_deadline_was_missed(party, person):
    handled_since(party, date(2026, 3, 3))
    doer, late = person(), datetime(2026, 4, 1, 10, tzinfo=UTC)
    contact_log.log(by=doer, party=party, details=update(at=late, late_reason="Nobody had the case."))
    missed = party.case.clocks.get(definition="progress-update-conduct", satisfied_on=date(2026, 4, 1))
    assert (missed.breach_reason, missed.breach_reason_by, missed.needs_reason) == ("Nobody had the case.", doer, False)


@pytest.mark.parametrize("purpose", ["update", "outcome"])
def test_what_is_owed_is_given_in_writing_except_outside_schedule_3(party, person, purpose):
    spoken = update(purpose=purpose, is_in_writing=False)
    with pytest.raises(Refused, match="in writing"):
        contact_log.log(by=person(), party=party, details=spoken)
    outside = PartyFactory(case__record_type=RecordType.COMPLAINT_OUTSIDE)
    assert contact_log.log(by=person(), party=outside, details=spoken)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (lambda: details(said=" "), "said"),
        (lambda: details(channel="telegram"), "channel"),
        (lambda: details(at=timezone.now() + timedelta(hours=1)), "day"),
        (lambda: details(at=datetime(2026, 3, 1, 10, tzinfo=UTC)), "day"),
        (lambda: update(direction="in"), "purpose"),
    ],
)
def test_log_refuses_and_names_the_field(party, person, given, field):
    with pytest.raises(Refused) as refusal:
        contact_log.log(by=person(), party=party, details=given())
    assert refusal.value.field == field
    assert not Contact.objects.exists()


def test_a_correction_takes_the_place_of_the_entry_with_all_it_counted_for(party, person):
    wrong = contact_log.log(by=person(), party=party, details=update())
    right = contact_log.correct(by=person(), contact=wrong, details=details(), reason="It was only a call.")
    assert (right.supersedes, list(Contact.objects.standing())) == (wrong, [right])
    assert [kind for kind, _ in reached(party)] == ["contacted"]
    with pytest.raises(Refused, match="already been corrected"):
        contact_log.correct(by=person(), contact=wrong, details=details(), reason="Again")
    with pytest.raises(Refused, match="why the entry is corrected"):
        contact_log.correct(by=person(), contact=right, details=details(), reason=" ")


def test_a_contact_can_be_logged_on_a_closed_case(person):
    party = PartyFactory(case=CaseFactory(closed=True))
    assert contact_log.log(by=person(), party=party, details=details())


def test_the_second_of_two_is_told(party, person):
    contact_log.log(by=person(), party=party, details=details(), version=1)
    with pytest.raises(ChangedMeanwhile):
        contact_log.log(by=person(), party=party, details=details(), version=1)


def test_log_needs_the_permission_and_the_case_in_sight(party, person):
    with pytest.raises(NotAllowed):
        contact_log.log(by=person("auditor"), party=party, details=details())
    with pytest.raises(OutOfScope):
        contact_log.log(by=UserFactory(scoped=True), party=party, details=details())


def test_who_was_told_before_publication_is_no_longer_owed_it(party, person):
    contact = contact_log.log(by=person(), party=party, details=details(purpose="told_before_publication"))
    assert not party.case.parties.not_yet_told().exists()
    contact_log.correct(by=person(), contact=contact, details=details(), reason="They were not at home.")
    assert party.case.parties.not_yet_told().exists()
