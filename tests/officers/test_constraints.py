from datetime import date

import pytest
from django.core.exceptions import ValidationError

from officers.models import Officer, OfficerAlias, Posting, PriorService, Unit, UnitScope
from tests.constraints import assert_refused, constraint_names
from tests.factories import OfficerFactory, PostingFactory, PriorServiceFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def second_alias():
    fields = {"officer": OfficerFactory(), "kind": "name", "value": "Former"}
    OfficerAlias.objects.create(**fields)
    return OfficerAlias(**fields)


def overlapping_posting():
    held = PostingFactory(starts_on=date(2020, 1, 1))
    return Posting(officer=held.officer, unit=UnitFactory(), starts_on=date(2021, 1, 1), ends_on=date(2022, 1, 1))


def posting_under_oneself():
    officer = OfficerFactory()
    return Posting(officer=officer, unit=UnitFactory(), supervisor=officer)


def unit_below_itself():
    unit = UnitFactory()
    unit.parent = unit
    return unit


def second_scope():
    fields = {"user": UserFactory(), "unit": UnitFactory()}
    UnitScope.objects.create(**fields)
    return UnitScope(**fields)


def served(**facts: object) -> PriorService:
    return PriorServiceFactory.build(officer=OfficerFactory(), recorded_by=UserFactory(), **facts)


BROKEN = [
    ("prior_service_names_its_force", lambda: served(force=""), "Enter the name of the other force."),
    (
        "prior_service_starts_before_it_ends",
        lambda: served(ends_on=date(2004, 2, 29)),
        "The service there cannot end before it starts.",
    ),
    (
        "prior_service_asked_before_received",
        lambda: served(history_requested_on=date(2026, 3, 4), history_received_on=date(2026, 3, 3)),
        "The history is received on or after the day it was asked for.",
    ),
    (
        "prior_service_adverse_once_received",
        lambda: served(is_adverse=True),
        "Enter the day on which the adverse history was received.",
    ),
    (
        "prior_service_withdrawn_by_somebody",
        lambda: served(withdrawn_reason="Mistaken for somebody else."),
        "A withdrawal needs its person, its time and its reason.",
    ),
    ("officer_alias_once", second_alias, "This name or number is already recorded for this person."),
    (
        "officer_alias_not_blank",
        lambda: OfficerAlias(officer=OfficerFactory(), kind="name", value=""),
        "Enter the other name or number.",
    ),
    (
        "posting_starts_before_it_ends",
        lambda: Posting(officer=OfficerFactory(), starts_on=date(2020, 1, 2), ends_on=date(2020, 1, 1)),
        "A posting cannot end before it starts.",
    ),
    ("posting_no_overlap", overlapping_posting, "This person already has a posting on some of these days."),
    ("posting_not_own_supervisor", posting_under_oneself, "Nobody supervises themselves."),
    ("unit_not_its_own_parent", unit_below_itself, "A unit cannot be part of itself."),
    ("unit_scope_once", second_scope, "This person already has this unit."),
]


@pytest.mark.parametrize(("name", "broken", "message"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_constraint_refuses_with_words(name, broken, message):
    assert_refused(broken, name, message)


def test_every_constraint_of_the_app_is_tested():
    assert constraint_names("officers") == {name for name, _, _ in BROKEN}


def test_a_posting_may_start_on_the_day_another_ends():
    held = PostingFactory(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    assert PostingFactory(officer=held.officer, starts_on=date(2021, 1, 1)).pk


def test_a_force_number_belongs_to_one_person():
    held = OfficerFactory()
    with pytest.raises(ValidationError) as error:
        Officer(number=held.number).full_clean()
    assert error.value.message_dict["number"] == ["Somebody else already has this force number."]


def test_a_unit_code_belongs_to_one_unit():
    held = UnitFactory()
    with pytest.raises(ValidationError) as error:
        Unit(code=held.code, name="Another").full_clean()
    assert error.value.message_dict["code"] == ["Another unit already has this code."]
