import pytest

from misconduct.accounts.models import User
from misconduct.audit.models import AuditEvent
from misconduct.audit.record import record
from tests.factories import AllegationSubjectFactory, OutcomeFactory, UserFactory


@pytest.mark.django_db
def test_factories_make_rows_the_database_accepts():
    OutcomeFactory()
    AllegationSubjectFactory(subject__unidentified=True)
    record("test.done", by=UserFactory(), target=UserFactory())
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_transactional_tests_clean_up():
    record("test.done", by=UserFactory())
    assert User.objects.count() == 1
