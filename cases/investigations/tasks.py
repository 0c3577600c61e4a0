"""Scans outside a request. A task carries an id, may run twice, and is started again by the sweep when lost."""

from celery import shared_task

from cases.investigations.actions import scanning
from misconduct.accounts.permissions import SystemActor


@shared_task(name="evidence.scan")
def scan(version_id: int) -> None:
    """Scan one file. Run twice, the second finds it done."""
    scanning.scan(version_id=version_id, by=SystemActor("evidence.scan"))


@shared_task(name="evidence.sweep")
def sweep() -> None:
    """Ask again for files whose message was lost, or that came while the scanner was silent."""
    for version_id in scanning.waiting():
        scan.delay(version_id)
