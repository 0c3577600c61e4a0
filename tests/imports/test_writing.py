"""Runs that break off, meet each other or meet a changed file."""

from datetime import timedelta

import pytest
from django.utils import timezone

from misconduct.accounts.permissions import SystemActor
from misconduct.core.errors import NotAllowed
from misconduct.imports.actions import runs, writing
from misconduct.imports.models import ImportRun
from misconduct.imports.reading import FileRefused
from officers.actions import roster_import
from officers.models import Officer
from tests.factories import UserFactory
from tests.imports import files

pytestmark = pytest.mark.django_db

SYSTEM = SystemActor("test")


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK_ROWS", 2)
    return files.roster(tmp_path, *({"officer_ref": str(number)} for number in range(5)))


@pytest.fixture
def broken_off(path, monkeypatch):
    """A run whose second chunk failed."""
    take_in = roster_import.take_in
    calls = iter(range(2))

    def fails_at_the_second(**given):
        if next(calls):
            raise RuntimeError("the power went")
        take_in(**given)

    with monkeypatch.context() as patch:
        patch.setattr(roster_import, "take_in", fails_at_the_second)
        with pytest.raises(RuntimeError):
            runs.import_file(kind="officers", path=path, by=SYSTEM)
    return ImportRun.objects.get()


def test_a_run_that_breaks_off_keeps_whole_chunks_and_says_so(broken_off):
    assert (broken_off.status, broken_off.rows_done) == (ImportRun.Status.FAILED, 2)
    assert broken_off.counts["created"] == Officer.objects.count() == 2
    assert "broke off" in broken_off.failure


def test_it_goes_on_after_the_last_whole_chunk(broken_off):
    runs.queue(run=broken_off, by=UserFactory(role="administrator"))
    run = runs.commit(run_id=broken_off.pk, by=SYSTEM)
    assert (run.status, run.rows_done, run.counts["created"]) == (ImportRun.Status.FINISHED, 5, 5)
    assert Officer.objects.count() == 5


def test_a_run_whose_worker_died_is_found_and_finished(broken_off):
    ImportRun.objects.update(status=ImportRun.Status.RUNNING, claimed_at=timezone.now() - timedelta(minutes=10))
    assert runs.waiting_or_stale() == ([], [broken_off.pk])
    assert runs.commit(run_id=broken_off.pk, by=SYSTEM).counts["created"] == 5


def test_a_run_that_is_held_is_not_taken_by_another(broken_off):
    ImportRun.objects.update(status=ImportRun.Status.RUNNING, claimed_at=timezone.now())
    assert runs.commit(run_id=broken_off.pk, by=SYSTEM) is None
    assert Officer.objects.count() == 2


def test_a_finished_run_is_not_done_again(path):
    run = runs.import_file(kind="officers", path=path, by=SYSTEM)
    assert runs.commit(run_id=run.pk, by=SYSTEM) is None


def test_a_file_that_changed_since_it_was_checked_is_refused(broken_off, path):
    ImportRun.objects.update(status=ImportRun.Status.QUEUED)
    path.write_text(path.read_text() + "9,,,,,,,\n")
    with pytest.raises(FileRefused, match="not the one that was checked"):
        runs.commit(run_id=broken_off.pk, by=SYSTEM)
    assert ImportRun.objects.get().status == ImportRun.Status.FAILED


def test_a_file_that_is_gone_is_refused(broken_off, path):
    ImportRun.objects.update(status=ImportRun.Status.QUEUED)
    path.unlink()
    with pytest.raises(FileRefused, match="no longer there"):
        runs.commit(run_id=broken_off.pk, by=SYSTEM)


def test_counts_and_warnings_add_up_over_chunks(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK_ROWS", 1)
    path = files.history(tmp_path, {}, {"allegation_ref": "H-1/2"}, {"case_ref": "H-2", "allegation_ref": "H-2/1"})
    run = runs.import_file(kind="cases", path=path, by=SYSTEM)
    assert run.warnings["officer_not_on_roster"]["rows"] == 3
    assert run.warnings["officer_not_on_roster"]["lines"] == [2, 3, 4]
    assert run.counts["records"]["cases"] == 2
    assert run.issues.filter(code="officer_not_on_roster").count() == 3


def test_only_who_may_import_does(path):
    with pytest.raises(NotAllowed):
        runs.import_file(kind="officers", path=path, by=UserFactory(role="manager"))
