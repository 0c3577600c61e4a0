"""Running an export: on record before the first byte leaves, and proven once the last one has."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from reports.exports import compile as compiled
from reports.exports.choices import bound_filters, chosen_filters
from reports.exports.export import Export
from reports.exports.stream import BrokenOff, CopyStream
from reports.models import ExportRun

OFFICER = "officers.officer"
DATA_DICTIONARY = "2026-1"


@transaction.atomic
def start(*, export: Export, filters: Mapping[str, Any], reason: str, by: User) -> ExportRun:
    """Put the export on record, with its filters and its reason, before anything is read.

    `filters` may be a submitted form or `{"received_from": "2026-03-04"}`.

    Raises Refused without a reason or with a filter that cannot be read, NotAllowed without the permission.
    """
    require(by, export.permission)
    if not reason.strip():
        raise Refused("Enter why you need this file.", field="reason")
    chosen = chosen_filters(bound_filters(export, filters=filters, by=by))
    run = ExportRun.objects.create(
        slug=export.slug,
        title=export.title,
        filters=chosen,
        columns=export.headings(),
        reason=reason.strip(),
        run_by=by,
    )
    about = [f"{OFFICER}:{chosen['officer']}"] if chosen.get("officer") else []
    after = {"export": export.slug, "filters": chosen}
    record("export.started", by=by, target=run, touched=about, after=after, reason=reason)
    return run


def stream(*, run: ExportRun, export: Export, by: User) -> Iterator[bytes]:
    """The file's bytes. At their end the manifest holds count and hash; broken off, the last line says so."""
    require(by, export.permission)
    rows = bound_filters(export, filters=run.filters, by=by).qs
    copy = CopyStream(
        headings=export.headings(),
        select=compiled.select(export, rows),
        withheld_select=compiled.withheld(export, by),
        people_select=compiled.officer_ids(export, rows),
    )
    try:
        yield from copy
    except BrokenOff as broken:
        _finish(run, copy, by=by, failed=True)
        yield f"\nINCOMPLETE: this file broke off. Do not use it. Run the export again. Export {run.pk}.\n".encode()
        raise broken
    except GeneratorExit:
        _finish(run, copy, by=by, failed=True)
        raise
    _finish(run, copy, by=by, failed=False)


@transaction.atomic
def _finish(run: ExportRun, copy: CopyStream, *, by: User, failed: bool) -> None:
    run.status = ExportRun.Status.FAILED if failed else ExportRun.Status.FINISHED
    run.rows, run.size, run.withheld, run.sha256 = copy.rows, copy.size, copy.withheld, copy.sha256
    run.finished_at = timezone.now()
    run.save()
    record(
        "export.broken_off" if failed else "export.finished",
        by=by,
        target=run,
        touched=[f"{OFFICER}:{pk}" for pk in copy.people],
        after={"rows": copy.rows, "bytes": copy.size, "sha256": copy.sha256, "withheld": copy.withheld},
        reason=run.reason,
    )


def manifest(run: ExportRun) -> dict[str, object]:
    """What was asked for, by whom and why, and the proof of what was given. `sha256` is of the whole file."""
    return {
        "export": run.slug,
        "title": run.title,
        "number": run.pk,
        "status": run.status,
        "data_dictionary": DATA_DICTIONARY,
        "filters": run.filters,
        "columns": run.columns,
        "reason": run.reason,
        "run_by": run.run_by.username,
        "as_at": run.as_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "rows": run.rows,
        "sealed_rows_withheld": run.withheld,
        "bytes": run.size,
        "sha256": run.sha256,
    }
