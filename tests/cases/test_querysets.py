"""Who sees which case: every role against every kind of case, and everything that hangs on a case with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Allegation, AllegationSubject, Case, Decision, Outcome, Subject
from misconduct.accounts.models import AccessGrant
from misconduct.accounts.permissions import SystemActor
from officers.models import UnitScope
from tests.factories import (
    CaseFactory,
    OfficerFactory,
    OutcomeFactory,
    SubjectFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ROLES = ("caseworker", "investigator", "manager", "auditor", "administrator")
READERS = ("caseworker", "manager", "auditor")
NAMED = (*READERS, "investigator")
LOGGERS = ("caseworker", "manager", "auditor", "investigator")


def grant(user, case, **fields):
    AccessGrant.objects.create(
        user=user, object_type="cases.case", object_id=case.pk, reason="Cover.", granted_by=UserFactory(), **fields
    )
    return case


def below(unit):
    return UnitFactory(parent=UnitFactory(parent=unit))


# What the case is to the person, and which roles then see it: with the whole force in scope, and with one unit only.
CASES = {
    "of another unit": (lambda user, unit: CaseFactory(), READERS, ()),
    "without a unit": (lambda user, unit: CaseFactory(unit=None), READERS, ()),
    "of the unit": (lambda user, unit: CaseFactory(unit=unit), READERS, READERS),
    "of a unit far below": (lambda user, unit: CaseFactory(unit=below(unit)), READERS, READERS),
    "about somebody who served in the unit": (
        lambda user, unit: SubjectFactory(unit_at_time=unit).case,
        READERS,
        READERS,
    ),
    "logged by the person": (lambda user, unit: CaseFactory(logged_by=user), LOGGERS, LOGGERS),
    "assigned to the person": (lambda user, unit: CaseFactory(investigator=user), NAMED, NAMED),
    "opened by name": (lambda user, unit: grant(user, CaseFactory()), NAMED, NAMED),
    "sealed, of the unit": (lambda user, unit: CaseFactory(sealed=True, unit=unit), (), ()),
    "sealed, logged by the person": (lambda user, unit: CaseFactory(sealed=True, logged_by=user), (), ()),
    "sealed, assigned": (lambda user, unit: CaseFactory(sealed=True, investigator=user), NAMED, NAMED),
    "sealed, opened by name": (lambda user, unit: grant(user, CaseFactory(sealed=True)), NAMED, NAMED),
    "sealed, opened until yesterday": (
        lambda user, unit: grant(user, CaseFactory(sealed=True), expires_at=timezone.now() - timedelta(days=1)),
        (),
        (),
    ),
    "sealed, opened until tomorrow": (
        lambda user, unit: grant(user, CaseFactory(sealed=True), expires_at=timezone.now() + timedelta(days=1)),
        NAMED,
        NAMED,
    ),
    "sealed, access withdrawn": (
        lambda user, unit: grant(
            user, CaseFactory(sealed=True), withdrawn_at=timezone.now(), withdrawn_by=UserFactory()
        ),
        (),
        (),
    ),
    "sealed, opened to somebody else": (
        lambda user, unit: grant(UserFactory(), CaseFactory(sealed=True)),
        (),
        (),
    ),
    "about the person": (
        lambda user, unit: SubjectFactory(case__unit=unit, officer=OfficerFactory(account=user)).case,
        (),
        (),
    ),
    "about the person, and assigned": (
        lambda user, unit: SubjectFactory(case__investigator=user, officer=OfficerFactory(account=user)).case,
        (),
        (),
    ),
    "about the person, and opened by name": (
        lambda user, unit: grant(user, SubjectFactory(officer=OfficerFactory(account=user)).case),
        (),
        (),
    ),
    "about the person, and logged": (
        lambda user, unit: SubjectFactory(case__logged_by=user, officer=OfficerFactory(account=user)).case,
        (),
        (),
    ),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", CASES)
def test_visible_to_with_the_whole_force_in_scope(kind, role):
    make, seen_by, _ = CASES[kind]
    user = UserFactory(role=role)
    case = make(user, UnitFactory())
    assert Case.objects.visible_to(user).filter(pk=case.pk).exists() == (role in seen_by)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", CASES)
def test_visible_to_with_one_unit_in_scope(kind, role):
    make, _, seen_by = CASES[kind]
    user, unit = UserFactory(role=role, scoped=True), UnitFactory()
    UnitScope.objects.create(user=user, unit=unit)
    case = make(user, unit)
    assert Case.objects.visible_to(user).filter(pk=case.pk).exists() == (role in seen_by)


def test_visible_to_shows_nothing_to_somebody_inactive():
    case = CaseFactory()
    assert not Case.objects.visible_to(UserFactory(role="manager", is_active=False)).filter(pk=case.pk).exists()


def test_visible_to_shows_everything_to_the_system():
    CaseFactory(sealed=True)
    assert Case.objects.visible_to(SystemActor("test")).count() == 1


@pytest.mark.parametrize("model", [Allegation, AllegationSubject, Subject, Outcome, Decision])
def test_what_hangs_on_a_case_is_seen_where_the_case_is_seen(model):
    for is_sealed in (False, True):
        outcome = OutcomeFactory(pair__allegation__case__is_sealed=is_sealed)
        Decision.objects.create(
            pair=outcome.pair,
            kind="severity",
            value=outcome.value,
            decided_on=outcome.decided_on,
            decided_by=outcome.decided_by,
        )
    assert model.objects.count() == 2
    assert model.objects.visible_to(UserFactory(role="manager")).count() == 1
    assert model.objects.visible_to(UserFactory(role="administrator")).count() == 0
    assert model.objects.visible_to(SystemActor("test")).count() == 2
