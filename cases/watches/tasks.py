"""Background work on watches. It may run twice, or by several workers: each finds what no other has told."""

from celery import shared_task

from cases.watches.actions import telling
from misconduct.accounts.permissions import SystemActor

SYSTEM = SystemActor("watches")


@shared_task(name="watches.tell")
def tell() -> None:
    """Every morning: one e-mail to each watcher for whom something is new. It names nobody and tells nothing."""
    for watcher_id in telling.watchers():
        telling.tell(watcher_id=watcher_id, by=SYSTEM)
