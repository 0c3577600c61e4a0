"""The steps of a run: looked at, queued, carried out, stopped. Each leaves an event."""

from datetime import timedelta
from pathlib import Path

from celery import current_app
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from misconduct.accounts.models import User
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.imports.actions.uploads import forget_file
from misconduct.imports.actions.writing import carry_out
from misconduct.imports.locking import AnotherImportRuns, only_import
from misconduct.imports.models import ImportIssue, ImportRun
from misconduct.imports.previewing import Preview, preview
from misconduct.imports.reading import FileRefused, digest, open_table
from misconduct.imports.registry import importer_for

Status = ImportRun.Status
STALE_AFTER = timedelta(minutes=3)
_NOT_LOOKED_AT = "The file could not be looked at to its end. Nothing was changed. Upload it again."
_BROKE_OFF = "The import broke off. What was written until then is kept, and no row is half written."


def import_file(*, kind: str, path: Path, by: Doer) -> ImportRun:
    """Import a file at once, start to end, as the commands do.

    Raises FileRefused for a file that is unfit, before anything is written, and AnotherImportRuns.
    """
    require(by, Permission.IMPORT_RUN)
    open_table(path, importer_for(kind).columns)
    with only_import():
        sha256, size = digest(path)
        run = ImportRun.objects.create(
            kind=kind,
            status=Status.RUNNING,
            file_name=path.name,
            file_path=str(path.resolve()),
            sha256=sha256,
            size=size,
            started_by_id=by.pk,
            started_by_name=by.get_full_name(),
            claimed_at=timezone.now(),
        )
        return _carried_out(run, by=by)


def look_at(*, run_id: int, by: Doer) -> ImportRun | None:
    """Count what an uploaded file would change; None when it has been or is being looked at already."""
    require(by, Permission.IMPORT_RUN)
    waiting = Q(status=Status.UPLOADED) | Q(status=Status.PREVIEWING, claimed_at__lt=timezone.now() - STALE_AFTER)
    runs = ImportRun.objects.filter(pk=run_id)
    if not runs.filter(waiting).update(status=Status.PREVIEWING, claimed_at=timezone.now(), rows_done=0):
        return None
    run = runs.get()

    def told(rows: int) -> None:
        runs.filter(status=Status.PREVIEWING).update(rows_done=rows, claimed_at=timezone.now())

    try:
        found = preview(
            importer_for(run.kind), Path(run.file_path), today=timezone.localdate(run.created_at), told=told
        )
    except FileRefused as refusal:
        _stop(run, refusal.message, by=by)
        return run
    except BaseException:
        _stop(run, _NOT_LOOKED_AT, by=by)
        raise
    return _keep_preview(run, found, by=by)


def same_file(run: ImportRun) -> ImportRun | None:
    """The latest earlier run of exactly this file that was imported, or is on its way."""
    earlier = ImportRun.objects.filter(kind=run.kind, sha256=run.sha256, pk__lt=run.pk)
    return earlier.exclude(status__in=(Status.FAILED, Status.ROLLED_BACK)).order_by("-pk").first()


@transaction.atomic
def queue(*, run: ImportRun, by: User) -> ImportRun:
    """Have a run carried out that was looked at, or go on with one that broke off. Raises Refused."""
    require(by, Permission.IMPORT_RUN, run)
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if not run.can_be_committed:
        raise Refused(f"This import is “{run.get_status_display().lower()}”. It cannot be started now.")
    if run.status == Status.PREVIEWED:
        run.rows_done = 0
    run.status, run.failure, run.claimed_at = Status.QUEUED, "", timezone.now()
    run.save(update_fields=["status", "failure", "claimed_at", "rows_done"])
    record("import.queued", by=by, target=run)
    transaction.on_commit(lambda: current_app.send_task("imports.commit", [run.pk]), robust=True)
    return run


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
    except AnotherImportRuns:
        return None


def waiting_or_stale() -> tuple[list[int], list[int]]:
    """Ids of runs to look at, and of runs to carry out, that no worker seems to have."""
    stale = timezone.now() - STALE_AFTER
    to_look_at = Q(status=Status.UPLOADED, created_at__lt=stale) | Q(status=Status.PREVIEWING, claimed_at__lt=stale)
    to_commit = Q(status__in=(Status.QUEUED, Status.RUNNING), claimed_at__lt=stale)
    runs = ImportRun.objects.order_by("pk")
    return (
        list(runs.filter(to_look_at).values_list("pk", flat=True)),
        list(runs.filter(to_commit).values_list("pk", flat=True)),
    )


def _claim(run_id: int) -> bool:
    stale = timezone.now() - STALE_AFTER
    waiting = Q(status=Status.QUEUED) | Q(status=Status.RUNNING, claimed_at__lt=stale)
    claimed = ImportRun.objects.filter(waiting, pk=run_id).update(status=Status.RUNNING, claimed_at=timezone.now())
    return bool(claimed)


def _carried_out(run: ImportRun, *, by: Doer) -> ImportRun:
    try:
        run = carry_out(run=run, importer=importer_for(run.kind), by=by)
    except Refused as refusal:
        _stop(run, refusal.message, by=by)
        raise
    except BaseException:
        _stop(run, _BROKE_OFF, by=by)
        raise
    forget_file(run)
    return run


@transaction.atomic
def _keep_preview(run: ImportRun, found: Preview, *, by: Doer) -> ImportRun:
    run.issues.all().delete()
    for row, issue in found.rejected:
        found.check.tally.reject(row.line, issue, row.cells)
    ImportIssue.objects.bulk_create(found.check.tally.issues_of(run), batch_size=2000)
    run.status, run.counts, run.warnings = Status.PREVIEWED, found.counts, found.warnings
    run.rows_total = run.rows_done = found.check.rows
    run.save(update_fields=["status", "counts", "warnings", "rows_total", "rows_done"])
    record("import.previewed", by=by, target=run, after={"rows": found.check.rows})
    return run


@transaction.atomic
def _stop(run: ImportRun, failure: str, *, by: Doer) -> None:
    """Say on the run why it ended early."""
    ImportRun.objects.filter(pk=run.pk, status__in=(Status.RUNNING, Status.PREVIEWING)).update(
        status=Status.FAILED, failure=failure, finished_at=timezone.now()
    )
    record("import.failed", by=by, target=run, reason=failure)
    run.refresh_from_db()
