"""Imports outside a request. Each task carries an id, may run twice, and is started again by the sweep when lost."""

from celery import shared_task

from misconduct.accounts.permissions import Doer, SystemActor
from misconduct.imports.actions import runs
from misconduct.imports.models import ImportRun


@shared_task(name="imports.preview")
def preview(run_id: int) -> None:
    """Count what an uploaded file would change. Run twice, the second finds it done."""
    runs.look_at(run_id=run_id, by=_doer(run_id))


@shared_task(name="imports.commit")
def commit(run_id: int) -> None:
    """Carry out a run. Run twice, the second finds it held or done; after a worker died, it goes on from there."""
    runs.commit(run_id=run_id, by=_doer(run_id))


@shared_task(name="imports.sweep")
def sweep() -> None:
    """Wake what was lost: a run whose message Redis forgot, or whose worker died."""
    to_look_at, to_commit = runs.waiting_or_stale()
    for run_id in to_look_at:
        preview.delay(run_id)
    for run_id in to_commit:
        commit.delay(run_id)


def _doer(run_id: int) -> Doer:
    """Whoever started the run, or the system for one that a command started."""
    run = ImportRun.objects.select_related("started_by").get(pk=run_id)
    return run.started_by or SystemActor("imports")
