"""Reminders by e-mail. They are delivered, then marked as sent.

To lose a reminder of a statutory deadline is worse than to send it twice. So a worker claims a reminder, hands it to
the mail server and then records that it was sent. One that dies between the last two leaves the claim behind; after a
quarter of an hour another takes it up, and sends the message again with the same Message-ID. That is the only way in
which anybody is told twice: two workers never hold the same claim.
"""

import logging
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from cases.clocks.definitions import Remind
from cases.clocks.models import Clock, ClockRefresh, Reminder
from cases.clocks.recipients import Recipients
from cases.clocks.reminding import body_of, kind_due, subject_of
from cases.models import Case
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record

CLAIM = timedelta(minutes=15)
logger = logging.getLogger(__name__)


@transaction.atomic
def prepare(*, today: date, limit: int) -> int:
    """Write the reminders that have come due in up to `limit` cases just worked out. How many cases they were.

    Twice, or by several workers, it writes nothing twice: each reminder is there once.
    """
    unprepared = ClockRefresh.objects.filter(reminded_on__isnull=True).order_by("pk")
    found = list(unprepared.select_for_update(skip_locked=True)[:limit])
    ids = [one.case_id for one in found]
    running = Clock.objects.running(today).filter(case__in=ids, due_on__isnull=False, paused_since__isnull=True)
    due = [
        (clock, clock.due_on, kind)
        for clock in running.select_related("case")
        if clock.due_on and (kind := kind_due(clock.rule, clock.due_on, today=today))
    ]
    if due:
        people = Recipients({clock.case for clock, _, _ in due})
        Reminder.objects.bulk_create(
            (
                Reminder(clock=clock, kind=kind, due_on=day, recipient=user)
                for clock, day, kind in due
                for user in people.of(clock.case_id, _wanted(clock, kind))
            ),
            ignore_conflicts=True,
        )
    ClockRefresh.objects.filter(pk__in=[one.pk for one in found]).update(reminded_on=today)
    return len(found)


def send_next(*, by: Doer) -> bool:
    """Send one waiting reminder, or drop it where it is no longer needed. Whether there was one.

    Raises what the mail server's failure raises; the reminder is then tried again when its claim has run out.
    """
    require(by, Permission.CASE_VIEW)
    reminder = _claim()
    if reminder is None:
        return False
    if not _is_still_needed(reminder) or not _deliver(reminder):
        Reminder.objects.filter(pk=reminder.pk).update(dropped_at=timezone.now())
        return True
    _mark_sent(reminder, by=by)
    return True


def _wanted(clock: Clock, kind: str) -> tuple[Remind, ...]:
    rule = clock.rule
    if kind == Reminder.MISSED and rule.escalates:
        return (*rule.remind, Remind.HEAD)
    return rule.remind


@transaction.atomic
def _claim() -> Reminder | None:
    now = timezone.now()
    waiting = Reminder.objects.waiting(since=now - CLAIM).select_for_update(skip_locked=True)
    reminder: Reminder | None = waiting.order_by("pk").first()
    if reminder:
        reminder.claimed_at = now
        reminder.save(update_fields=["claimed_at"])
    return reminder


def _is_still_needed(reminder: Reminder) -> bool:
    """Whether the deadline still runs to the same day, and the person may still see the case."""
    running = Clock.objects.running(timezone.localdate()).filter(paused_since__isnull=True)
    stands = running.filter(pk=reminder.clock_id, due_on=reminder.due_on).exists()
    user = reminder.recipient
    seen = Case.objects.visible_to(user).filter(clocks=reminder.clock_id)
    return stands and user.is_active and bool(user.email) and seen.exists()


def _deliver(reminder: Reminder) -> bool:
    """Hand the message to the mail server. False where it says that there is no such address."""
    today, clock = timezone.localdate(), reminder.clock
    host = urlsplit(settings.SERVICE_URL).hostname
    message = EmailMessage(
        subject=subject_of(clock, today=today),
        body=body_of(clock, today=today),
        to=[reminder.recipient.email],
        headers={"Message-ID": f"<reminder-{reminder.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except SMTPRecipientsRefused:
        logger.warning("The mail server refuses the address of person %s.", reminder.recipient_id)
        return False
    return True


@transaction.atomic
def _mark_sent(reminder: Reminder, *, by: Doer) -> None:
    Reminder.objects.filter(pk=reminder.pk).update(sent_at=timezone.now())
    record(
        "clock.reminder_sent",
        by=by,
        target=reminder.clock.case,
        touched=[reminder.recipient],
        after={"id": reminder.pk, "clock": reminder.clock.label, "kind": reminder.kind, "due_on": reminder.due_on},
    )
