from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from cases.contacts.models import Contact, Party, ReporterIdentity
from tests.constraints import assert_refused, constraint_names
from tests.factories import CaseFactory, ContactFactory, PartyFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


def party(**fields):
    return Party(**{"case": CaseFactory(), "number": 1, "roles": ["witness"], "added_by": UserFactory()} | fields)


def second_of_a_number():
    held = PartyFactory()
    return party(case=held.case, number=held.number)


def contact(**fields):
    return ContactFactory.build(
        **{"party": (held := PartyFactory()), "case": held.case, "made_by": UserFactory()} | fields
    )


BROKEN = {
    "party_number_once_in_a_case": (second_of_a_number, "This case already has a party of that number."),
    "party_has_a_role": (lambda: party(roles=[]), "Say what this person is in the case."),
    "party_confidential_holds_no_identity": (
        lambda: party(roles=["reporter"], is_confidential=True, name="Kim"),
        "Who a confidential reporter is belongs in the sealed record only.",
    ),
    "party_contact_consent_given_before_withdrawn": (
        lambda: party(contact_consent_withdrawn_on=DAY),
        "Consent to be contacted must be given before it is withdrawn.",
    ),
    "party_share_consent_given_before_withdrawn": (
        lambda: party(share_consented_on=DAY, share_consent_withdrawn_on=date(2026, 3, 1)),
        "Consent to share must be given before it is withdrawn.",
    ),
    "party_updates_ended_with_a_reason": (
        lambda: party(updates_ended_on=DAY),
        "Updates end on a day and for a reason.",
    ),
    "contact_says_something": (lambda: contact(said=""), "Enter what was said."),
    "contact_correction_has_a_reason": (
        lambda: contact(supersedes=ContactFactory()),
        "Enter why the entry is corrected.",
    ),
    "reporter_identity_is_encrypted": (
        lambda: ReporterIdentity(party=PartyFactory(reporter=True), sealed="Kim", sealed_by=UserFactory()),
        "The identity of a reporter is only kept encrypted.",
    ),
    "reporter_identity_officer_is_a_digest": (
        lambda: ReporterIdentity(
            party=PartyFactory(reporter=True), sealed="gAAAAinvented", officer_digest="40001", sealed_by=UserFactory()
        ),
        "The officer who reported is only kept as a digest.",
    ),
}


def test_every_constraint_is_here():
    assert set(BROKEN) == constraint_names("contacts")


@pytest.mark.parametrize("name", BROKEN)
def test_constraint_is_refused_by_model_and_database(name):
    broken, message = BROKEN[name]
    assert_refused(broken, name, message)


@pytest.mark.parametrize("fields", [{"email": "a@example.com"}, {"phone": "1"}, {"roles": ["reporter", "witness"]}])
def test_a_confidential_reporter_is_nothing_but_a_reporter(fields):
    row = party(**({"roles": ["reporter"], "is_confidential": True} | fields))
    with pytest.raises(IntegrityError, match="party_confidential_holds_no_identity"), transaction.atomic():
        row.save()


def test_an_entry_of_the_log_is_never_rewritten():
    entry = ContactFactory()
    with pytest.raises(InternalError), transaction.atomic():
        Contact.objects.filter(pk=entry.pk).update(said="Something else")
