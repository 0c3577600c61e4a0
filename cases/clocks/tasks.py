"""Background work on deadlines. Rows say what is to be done, so a lost message or a dead worker loses nothing."""

from celery import shared_task
from django.utils import timezone

from cases.clocks.actions import breaches, delay_reports, refresh, reminders
from misconduct.accounts.permissions import SystemActor

AT_ONCE = 200
SYSTEM = SystemActor("deadlines")


@shared_task(name="clocks.sweep")
def sweep() -> None:
    """Every ten minutes: work out what a new day has changed, put what was missed on record, and remind.

    Run twice, or by several workers at once, each finds only what no other has done or holds.
    """
    today = timezone.localdate()
    while refresh.refresh_stale(today=today, limit=AT_ONCE):
        pass
    while breaches.notice(by=SYSTEM, today=today, limit=AT_ONCE):
        pass
    while delay_reports.draft_due(by=SYSTEM, today=today, limit=AT_ONCE):
        pass
    while reminders.prepare(today=today, limit=AT_ONCE):
        pass
    while reminders.send_next(by=SYSTEM):
        pass
