from datetime import date

import pytest
from django.utils import timezone

from cases.flags.facts.prior_forces import prior_forces_of
from cases.flags.rules.history import PriorForce
from tests.factories import OfficerFactory, PriorServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_each_person_has_their_forces_and_what_each_answered(django_assert_num_queries):
    served = PriorServiceFactory(history_received_on=date(2026, 3, 4), is_adverse=True)
    PriorServiceFactory(officer=served.officer, force="Easterby Police", starts_on=None, ends_on=None)
    other, nobody = PriorServiceFactory(force="Easterby Police").officer, OfficerFactory()
    with django_assert_num_queries(1):
        found = prior_forces_of([served.officer_id, other.pk, nobody.pk])
    days = (date(2004, 3, 1), date(2009, 12, 31))
    assert found == {
        served.officer_id: (
            PriorForce("Northmoor Police", *days, date(2026, 3, 4), is_adverse=True),
            PriorForce("Easterby Police"),
        ),
        other.pk: (PriorForce("Easterby Police", *days),),
    }


def test_what_was_withdrawn_does_not_count():
    by = UserFactory()
    served = PriorServiceFactory(withdrawn_by=by, withdrawn_at=timezone.now(), withdrawn_reason="Mistaken.")
    assert prior_forces_of([served.officer_id]) == {}
