"""Telling watchers by e-mail that something is new: how much, of how many people, and where to read it. No more."""

import logging
from collections.abc import Mapping, Sequence
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from cases.watches import news
from cases.watches.models import Watch
from cases.watches.news import News
from misconduct.accounts.models import User
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.wording import counted

SUBJECT = "Something is new about people whom you watch"
logger = logging.getLogger(__name__)


@transaction.atomic
def tell(*, watcher_id: int, by: Doer) -> bool:
    """Tell a watcher of what is unread and came since they were last told. Whether anything was sent.

    Run twice, the second finds nothing to tell; watches that another worker holds are passed over. Should the mail
    server fail, nothing is kept, and the next run tells of it.
    """
    require(by, Permission.FLAG_REVIEW)
    held = list(_running().select_for_update(no_key=True, skip_locked=True, of=("self",)).filter(watcher=watcher_id))
    watcher = User.objects.get(pk=watcher_id)
    if not held or not watcher.is_active or not watcher.email or not watcher.has(Permission.FLAG_REVIEW):
        return False
    seen = list(Watch.objects.visible_to(watcher).filter(pk__in=[watch.pk for watch in held]))
    untold = _untold(seen, watcher)
    if not untold or not _deliver(watcher, untold):
        return False
    told = [watch for watch in seen if watch.pk in untold]
    for watch in told:
        watch.told_at = max(one.at for one in untold[watch.pk])
    Watch.objects.bulk_update(told, ["told_at"])
    entries = [one for came in untold.values() for one in came]
    touched = [watcher, *told, *news.named_in_log(entries)]
    record("watch.told", by=by, touched=touched, after={"entries": len(entries)})
    return True


def watchers() -> list[int]:
    """Whoever watches somebody today, by their ids."""
    return list(_running().order_by("watcher").values_list("watcher", flat=True).distinct())


def _running() -> models.QuerySet[Watch]:
    rows: models.QuerySet[Watch] = Watch.objects.running(timezone.localdate())
    return rows


def _untold(watches: Sequence[Watch], watcher: User) -> dict[int, list[News]]:
    """What is unread and came since they were last told, of those watches of which there is any.

    Of flags of restricted rules only the pages tell: that a message was sent would tell the log of them.
    """
    unread = news.unread(watches, watcher)
    came = {
        watch.pk: [one for one in unread[watch.pk] if one.in_log and (not watch.told_at or one.at > watch.told_at)]
        for watch in watches
    }
    return {pk: entries for pk, entries in came.items() if entries}


def _deliver(watcher: User, untold: Mapping[int, Sequence[News]]) -> bool:
    """Hand the message to the mail server. False where it says that there is no such address."""
    entries = counted(sum(map(len, untold.values())), "new entry", "new entries")
    people = counted(len(untold), "person", "people")
    lines = (
        f"{entries} about {people} whom you watch.",
        "",
        f"{settings.SERVICE_URL}{reverse('watches:list')}",
        "",
        f"{settings.FORCE_NAME}, professional standards. Sign in to read more: this message holds no details.",
        "",
    )
    message = EmailMessage(
        subject=SUBJECT, body="\n".join(lines), to=[watcher.email], headers={"Auto-Submitted": "auto-generated"}
    )
    try:
        message.send()
    except SMTPRecipientsRefused:
        logger.warning("The mail server refuses the address of person %s.", watcher.pk)
        return False
    return True
