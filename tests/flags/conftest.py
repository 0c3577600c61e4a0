from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.apps import apps

from cases.flags import first_versions
from cases.models import Case, Subject
from misconduct.imports.models import ImportRun
from officers.models import Officer
from tests.factories import AllegationSubjectFactory, CaseFactory, OfficerFactory, SubjectFactory

TODAY = date(2026, 3, 4)


@pytest.fixture
def today():
    """Everything happens at midday on 4 March 2026."""
    with time_machine.travel(datetime(2026, 3, 4, 12, 0, tzinfo=UTC), tick=False):
        yield TODAY


@pytest.fixture
def committed(transactional_db: None) -> None:
    """A test that commits; the emptied tables get the rules back that migrations had put there."""
    first_versions.load(apps, [row["slug"] for row in first_versions.stored()])


@pytest.fixture
def matter(db: None) -> Callable[..., Subject]:
    """Somebody's matter of a day: `matter(officer, date(2026, 1, 5), category=code)`."""

    def make(officer: Officer, received_on: date, **fields: object) -> Subject:
        category = fields.pop("category", None)
        subject = SubjectFactory(officer=officer, case=CaseFactory(received_on=received_on, **fields))
        if category:
            AllegationSubjectFactory(subject=subject, allegation__case=subject.case, allegation__category=category)
        return subject

    return make


@pytest.fixture
def repeated(matter: Callable[..., Subject]) -> Callable[..., Officer]:
    """Somebody with three matters in the last year, which two rules ask a person to look at."""

    def make(**fields: object) -> Officer:
        officer = OfficerFactory(**fields)
        for month in (9, 10, 11):
            matter(officer, date(2025, month, 3))
        return officer

    return make


@pytest.fixture
def case_never_received(db: None) -> Case:
    """An imported case whose source holds no date of receipt."""
    run = ImportRun.objects.create(
        kind=ImportRun.Kind.CASES, file_name="invented.csv", sha256="0" * 64, size=1, status=ImportRun.Status.FINISHED
    )
    return CaseFactory(received_on=None, import_run=run)
