"""The steps of a run: taken in, checked, queued, carried out, stopped. Each leaves an event."""

from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.imports.actions.writing import carry_out
from misconduct.imports.locking import only_import
from misconduct.imports.models import ImportRun
from misconduct.imports.reading import digest, open_table
from misconduct.imports.registry import importer_for

Status = ImportRun.Status
STALE_AFTER = timedelta(minutes=3)
_BROKE_OFF = "The import broke off. What was written until then is kept, and nothing of a row is half written."


def import_file(*, kind: str, path: Path, by: Doer) -> ImportRun:
    """Import a file at once, start to end, as the commands do.

    Raises FileRefused for a file that is unfit, before anything is written, and AnotherImportRuns.
    """
    require(by, Permission.IMPORT_RUN)
    importer = importer_for(kind)
    open_table(path, importer.columns)
    with only_import():
        sha256, size = digest(path)
        now = timezone.now()
        run = ImportRun.objects.create(
            kind=kind,
            status=Status.RUNNING,
            file_name=path.name,
            file_path=str(path.resolve()),
            sha256=sha256,
            size=size,
            started_by_id=by.pk,
            started_by_name=by.get_full_name(),
            claimed_at=now,
        )
        return _carried_out(run, by=by)


def commit(*, run_id: int, by: Doer) -> ImportRun | None:
    """Carry out a run that waits or that broke off; None when there is nothing to do or another import runs.

    Safe to call twice: only one caller claims it, and it goes on after the last chunk written.
    """
    require(by, Permission.IMPORT_RUN)
    try:
        with only_import():
            if not _claim(run_id):
                return None
            return _carried_out(ImportRun.objects.get(pk=run_id), by=by)
    except Refused:
        return None


def _claim(run_id: int) -> bool:
    stale = timezone.now() - STALE_AFTER
    waiting = Q(status=Status.QUEUED) | Q(status=Status.RUNNING, claimed_at__lt=stale)
    claimed = ImportRun.objects.filter(waiting, pk=run_id).update(status=Status.RUNNING, claimed_at=timezone.now())
    return bool(claimed)


def _carried_out(run: ImportRun, *, by: Doer) -> ImportRun:
    try:
        return carry_out(run=run, importer=importer_for(run.kind), by=by)
    except Refused as refusal:
        _stop(run, refusal.message, by=by)
        raise
    except BaseException:
        _stop(run, _BROKE_OFF, by=by)
        raise


@transaction.atomic
def _stop(run: ImportRun, failure: str, *, by: Doer) -> None:
    """Say on the run why it ended early. One that wrote nothing and came from a command leaves nothing behind."""
    ImportRun.objects.filter(pk=run.pk, status=Status.RUNNING).update(
        status=Status.FAILED, failure=failure, finished_at=timezone.now()
    )
    record("import.failed", by=by, target=run, reason=failure)
