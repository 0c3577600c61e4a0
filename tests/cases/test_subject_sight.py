"""Who sees a subject: whoever may open the case, and whoever works a case of the same person, as history."""

import pytest

from cases.models import Case, Subject
from misconduct.accounts.models import User
from officers.models import Officer, UnitScope
from tests.factories import CaseFactory, OfficerFactory, SubjectFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def investigator() -> User:
    return UserFactory(role="investigator")


@pytest.fixture
def officer(investigator) -> Officer:
    """Somebody whose case the investigator works."""
    return SubjectFactory(case=CaseFactory(investigator=investigator)).officer


def seen(viewer: User, subject: Subject) -> bool:
    return Subject.objects.visible_to(viewer).filter(pk=subject.pk).exists()


def test_whoever_works_a_case_sees_the_history_of_its_people(investigator, officer):
    earlier = SubjectFactory(officer=officer, case=CaseFactory(closed=True))
    assert seen(investigator, earlier)
    assert not Case.objects.visible_to(investigator).filter(pk=earlier.case_id).exists()


def test_history_of_others_stays_closed(investigator, officer):
    shared = SubjectFactory(officer=officer)
    assert not seen(investigator, SubjectFactory())
    assert not seen(investigator, SubjectFactory(case=shared.case))


def test_history_ends_with_the_case(investigator):
    closed = SubjectFactory(case=CaseFactory(closed=True, investigator=investigator))
    assert seen(investigator, closed)
    assert not seen(investigator, SubjectFactory(officer=closed.officer))


def test_history_ends_with_the_assignment(investigator, officer):
    earlier = SubjectFactory(officer=officer)
    Case.objects.update(investigator=None)
    assert not seen(investigator, earlier)


def test_a_sealed_matter_is_no_history(investigator, officer):
    assert not seen(investigator, SubjectFactory(officer=officer, case=CaseFactory(sealed=True)))


def test_history_never_shows_a_matter_about_oneself(investigator, officer):
    shared = SubjectFactory(officer=officer)
    SubjectFactory(case=shared.case, officer=OfficerFactory(account=investigator))
    assert not seen(investigator, shared)


def test_unidentified_subjects_have_no_shared_history(investigator):
    SubjectFactory(unidentified=True, case=CaseFactory(investigator=investigator))
    assert not seen(investigator, SubjectFactory(unidentified=True))


def test_somebody_scoped_to_a_unit_sees_the_history_beyond_it():
    worker = UserFactory(scoped=True)
    UnitScope.objects.create(user=worker, unit=UnitFactory())
    own = SubjectFactory(case=CaseFactory(investigator=worker))
    assert seen(worker, SubjectFactory(officer=own.officer))
    assert not seen(worker, SubjectFactory())


@pytest.mark.parametrize("role", ["caseworker", "manager", "auditor"])
def test_sight_of_the_whole_force_stays_what_it_was(role):
    viewer = UserFactory(role=role)
    assert seen(viewer, SubjectFactory())
    assert not seen(viewer, SubjectFactory(case=CaseFactory(sealed=True)))


def test_administrator_sees_no_subject():
    assert not seen(UserFactory(role="administrator"), SubjectFactory())


def test_sight_is_one_query(investigator, officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(Subject.objects.visible_to(investigator))
