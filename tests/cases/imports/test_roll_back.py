import pytest

from cases.models import Allegation, Case, Code, Decision, Subject
from misconduct.accounts.permissions import SystemActor
from misconduct.core.errors import Refused
from misconduct.imports.actions import rollback, runs
from officers.models import Officer
from tests.factories import OfficerFactory, SubjectFactory
from tests.imports import files

pytestmark = pytest.mark.django_db

SYSTEM = SystemActor("test")


@pytest.fixture
def run(tmp_path):
    """An imported history about one officer of the roster and one who is not on it."""
    OfficerFactory(number="4101")
    path = files.history(
        tmp_path, {"sanction": "Reprimand"}, {"allegation_ref": "H-1/2", "officer_ref": "4102", "finding": "Shrug"}
    )
    return runs.import_file(kind="cases", path=path, by=SYSTEM)


def test_everything_the_run_created_goes_and_nothing_else(run):
    rollback.roll_back(run=run, by=SYSTEM)
    for model in (Case, Allegation, Subject, Decision):
        assert not model.objects.exists()
    assert [officer.number for officer in Officer.objects.all()] == ["4101"]
    assert not Code.objects.filter(source__startswith="Import ").exists()


def test_work_done_by_people_since_keeps_it(run):
    Case.objects.update(version=2)
    with pytest.raises(Refused, match="People have worked on 1 case of it"):
        rollback.roll_back(run=run, by=SYSTEM)
    assert Case.objects.exists()


def test_whatever_refers_to_it_since_keeps_it(run):
    SubjectFactory(officer=Officer.objects.get(number="4102"))
    with pytest.raises(Refused, match="1 subject made since"):
        rollback.roll_back(run=run, by=SYSTEM)


def test_it_is_not_rolled_back_twice(run):
    rollback.roll_back(run=run, by=SYSTEM)
    with pytest.raises(Refused, match="rolled back"):
        rollback.roll_back(run=run, by=SYSTEM)
