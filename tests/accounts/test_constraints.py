"""Each constraint of people and grants refuses what it names, in words a person can act on."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from misconduct.accounts.models import AccessGrant
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def grant(**fields):
    return AccessGrant(
        **{
            "user": UserFactory(),
            "object_type": "cases.case",
            "object_id": 1,
            "reason": "Review",
            "granted_by": UserFactory(),
            **fields,
        }
    )


def assert_refused(record, name, message):
    with pytest.raises(ValidationError) as refusal:
        record.validate_constraints()
    assert message in refusal.value.messages
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        record.save()


def test_a_role_that_does_not_exist_is_refused():
    person = UserFactory()
    person.role = "chief"
    assert_refused(person, "user_role_is_known", "Choose a role from the list.")


def test_a_withdrawn_grant_needs_its_person():
    half = grant(withdrawn_at=timezone.now())
    message = "A withdrawn grant needs a date and a person."
    assert_refused(half, "access_grant_withdrawn_at_and_by", message)


def test_one_grant_is_in_force_for_a_person_and_a_record():
    first = grant()
    first.save()
    message = "This person already has access to this record."
    assert_refused(grant(user=first.user), "access_grant_one_in_force", message)


def test_a_grant_can_be_given_again_once_withdrawn():
    first = grant(withdrawn_at=timezone.now(), withdrawn_by=UserFactory())
    first.save()
    grant(user=first.user).save()
    assert AccessGrant.objects.active().count() == 1
