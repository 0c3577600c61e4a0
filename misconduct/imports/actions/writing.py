"""Carrying out a run: the rows are written in chunks, each in a transaction of its own."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.bulk import check_constraints_at_once, refresh_planner_statistics
from misconduct.core.errors import ChangedMeanwhile
from misconduct.imports.checking import check
from misconduct.imports.examining import Examiner
from misconduct.imports.importer import Importer, Plan, Row, Writer
from misconduct.imports.models import ImportIssue, ImportRun
from misconduct.imports.reading import FileRefused, digest, open_table
from misconduct.imports.tally import KEPT_PER_WARNING, Tally, merged

CHUNK_ROWS = 5_000
MANY_ROWS = 1_000
_FILE_CHANGED = "The file is not the one that was checked. Upload it again."


def carry_out(*, run: ImportRun, importer: Importer, by: Doer) -> ImportRun:
    """Write every row of a claimed run that is not written yet.

    Safe to call again after it broke off: it goes on after the last chunk that was committed. Raises FileRefused when
    the file is gone, changed or unfit, and ChangedMeanwhile when another process went on with this run.
    """
    require(by, Permission.IMPORT_RUN)
    path = Path(run.file_path)
    if not path.exists():
        raise FileRefused("The file is no longer there. Upload it again.")
    if digest(path) != (run.sha256, run.size):
        raise FileRefused(_FILE_CHANGED)
    today = timezone.localdate(run.created_at)
    found = check(importer, path, today=today)
    if run.rows_done == 0:
        _begin(run=run, counts=found.counts, warnings=found.warnings, tally=found.tally, by=by)
    writer = importer.writer(found.survey)
    for rows in _chunks(importer, path, today, skipped=run.rows_done):
        _write_chunk(run=run, importer=importer, writer=writer, rows=rows, by=by)
    return _finish(run=run, by=by)


def _chunks(importer: Importer, path: Path, today: date, *, skipped: int) -> Iterator[list[Row]]:
    rows = iter(Examiner(importer, open_table(path, importer.columns), today=today))
    for _ in islice(rows, skipped):
        pass
    while chunk := list(islice(rows, CHUNK_ROWS)):
        yield chunk


@transaction.atomic
def _begin(*, run: ImportRun, counts: dict[str, Any], warnings: dict[str, Any], tally: Tally, by: Doer) -> None:
    """Put on the run what the file holds, in place of what an earlier look at it found."""
    run.rows_total, run.counts, run.warnings = counts["rows"], counts, warnings
    run.issues.all().delete()
    ImportIssue.objects.bulk_create(tally.issues_of(run), batch_size=2000)
    run.claimed_at = timezone.now()
    run.save(update_fields=["rows_total", "counts", "warnings", "claimed_at"])
    record("import.started", by=by, target=run, after={"file": run.file_name, "sha256": run.sha256})


@transaction.atomic
def _write_chunk(*, run: ImportRun, importer: Importer, writer: Writer, rows: list[Row], by: Doer) -> None:
    """Write one chunk with its counts and its event, or nothing of it."""
    check_constraints_at_once()
    before = run.rows_done
    plan = writer.plan([row for row in rows if row.rejection is None and not row.is_repeat])
    writer.apply(plan, run=run, by=by)
    run.counts = added_up(run.counts, plan, repeats=sum(row.is_repeat for row in rows))
    _keep_issues(run, plan)
    run.rows_done, run.claimed_at = before + len(rows), timezone.now()
    advanced = ImportRun.objects.filter(pk=run.pk, rows_done=before, status=ImportRun.Status.RUNNING).update(
        rows_done=run.rows_done, counts=run.counts, warnings=run.warnings, claimed_at=run.claimed_at
    )
    if not advanced:
        raise ChangedMeanwhile("This import is being carried out elsewhere.")
    record(
        "import.chunk_written",
        by=by,
        target=run,
        touched=list(plan.after),
        before=plan.before,
        after={
            "rows": [before + 1, run.rows_done],
            "created": plan.created,
            "changed": plan.changed,
            "unchanged": plan.unchanged,
            "records": plan.records,
            "changes": plan.after,
        },
    )


def added_up(counts: dict[str, Any], plan: Plan, *, repeats: int) -> dict[str, Any]:
    """The run's counts with those of one more chunk."""
    rejections: dict[str, Any] = {}
    for row, issue in plan.rejected:
        entry = rejections.setdefault(issue.kind.code, {"rows": 0, "lines": [], "meaning": issue.kind.meaning})
        entry["rows"] += 1
        entry["lines"].append(row.line)
    return merged(
        counts,
        {
            "accepted": -len(plan.rejected),
            "rejected": len(plan.rejected),
            "rejections": rejections,
            "created": plan.created,
            "changed": plan.changed,
            "unchanged": plan.unchanged + repeats,
            "records": dict(plan.records),
        },
    )


def with_warnings(warnings: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """The run's warnings with those that came up in comparing one more chunk with what is held."""
    found = Tally()
    for row, issue in plan.issues:
        found.warn(row.line, [issue])
    return merged(warnings, found.warnings)


def _keep_issues(run: ImportRun, plan: Plan) -> None:
    """The first lines of each warning, and every rejected row."""
    found = Tally()
    for row, issue in plan.issues:
        if run.warnings.get(issue.kind.code, {}).get("rows", 0) < KEPT_PER_WARNING:
            found.warn(row.line, [issue])
    for row, issue in plan.rejected:
        found.reject(row.line, issue, row.cells)
    run.warnings = with_warnings(run.warnings, plan)
    ImportIssue.objects.bulk_create(found.issues_of(run), batch_size=2000)


@transaction.atomic
def _finish(*, run: ImportRun, by: Doer) -> ImportRun:
    finished = ImportRun.objects.filter(pk=run.pk, status=ImportRun.Status.RUNNING).update(
        status=ImportRun.Status.FINISHED, finished_at=timezone.now()
    )
    if not finished:
        raise ChangedMeanwhile("This import is being carried out elsewhere.")
    run.refresh_from_db()
    totals = {name: run.counts[name] for name in ("rows", "accepted", "created", "changed", "unchanged", "rejected")}
    record("import.finished", by=by, target=run, after={**totals, "records": run.counts["records"]})
    if totals["created"] + totals["changed"] >= MANY_ROWS:
        transaction.on_commit(refresh_planner_statistics)
    return run
