"""Watching a named person: begun with a reason and a last day, renewed with a new reason, ended by anyone in charge."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cases.watches.models import Watch
from misconduct.accounts.models import User
from misconduct.accounts.permissions import require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import ChangedMeanwhile, Refused
from misconduct.core.months import months_after
from misconduct.core.wording import uk_date
from officers.models import Officer

USUAL_MONTHS = 6
MOST_MONTHS = 12
_NO_REASON = "Enter why this person is to be watched."


@transaction.atomic
def start(*, officer: Officer, reason: str, ends_on: date, by: User) -> Watch:
    """Watch somebody from today. Raises OutOfScope for oneself, and Refused for a second watch or a day too far off."""
    require(by, Permission.FLAG_REVIEW, officer)
    Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)
    if running := Watch.objects.running(timezone.localdate()).filter(officer=officer, watcher=by).first():
        raise Refused(f"You already watch this person, until {uk_date(running.ends_on)}. Renew that watch instead.")
    made = _made(Watch(officer=officer, watcher=by, reason=reason.strip(), ends_on=_last_day(ends_on)))
    record("watch.started", by=by, target=made, touched=[officer], after={"ends_on": ends_on}, reason=made.reason)
    return made


@transaction.atomic
def renew(*, watch: Watch, reason: str, ends_on: date, by: User) -> Watch:
    """Go on watching from today for a new reason. Raises Refused for a watch of somebody else and for the old words."""
    require(by, Permission.FLAG_REVIEW, watch)
    held = _held(watch)
    if held.watcher_id != by.pk:
        raise Refused("This is somebody else’s watch. Start one of your own on the person’s page.")
    if held.reason.casefold() == reason.strip().casefold():
        raise Refused("Enter a new reason: why it is still needed after this time.", field="reason")
    _end(held, by, "Renewed.")
    renewed = Watch(officer=held.officer, watcher=by, reason=reason.strip(), ends_on=_last_day(ends_on), renews=held)
    renewed.read_at, renewed.told_at = held.read_at or held.started_at, held.told_at
    made = _made(renewed)
    before = {"ends_on": held.ends_on}
    after = {"ends_on": ends_on}
    record("watch.renewed", by=by, target=made, touched=[held, held.officer], before=before, after=after, reason=reason)
    return made


@transaction.atomic
def end(*, watch: Watch, reason: str, by: User) -> Watch:
    """End a watch, one's own or somebody else's. It stays to be read."""
    require(by, Permission.FLAG_REVIEW, watch)
    if not reason.strip():
        raise Refused("Enter why the watch ends.", field="reason")
    held = _held(watch)
    _end(held, by, reason.strip())
    record("watch.ended", by=by, target=held, touched=[held.officer], reason=held.end_reason)
    return held


@transaction.atomic
def mark_read(*, watch: Watch, up_to: datetime, by: User) -> Watch:
    """Say that what came up to a moment was read: that of the newest thing on the page. Only the watcher can."""
    require(by, Permission.FLAG_REVIEW, watch)
    if watch.watcher_id != by.pk:
        raise Refused("Only the person who watches can say that they have read it.")
    held = _held(watch)
    before = {"read_at": held.read_at}
    held.read_at = max(min(up_to, timezone.now()), held.read_at or held.started_at)
    held.save(update_fields=["read_at"])
    record("watch.read", by=by, target=held, touched=[held.officer], before=before, after={"read_at": held.read_at})
    return held


def _held(watch: Watch) -> Watch:
    """The watch, locked, where it has not been ended."""
    rows = Watch.objects.select_for_update(no_key=True, of=("self",)).select_related("officer", "ended_by")
    held: Watch = rows.get(pk=watch.pk)
    if held.ended_by is not None:
        who, when = held.ended_by.get_full_name(), uk_date(held.ended_at)
        raise ChangedMeanwhile(f"{who} ended this watch on {when}. Nothing of yours was saved.")
    return held


def _end(held: Watch, by: User, reason: str) -> None:
    held.ended_at, held.ended_by, held.end_reason = timezone.now(), by, reason
    held.save(update_fields=["ended_at", "ended_by", "end_reason"])


def _last_day(ends_on: date) -> date:
    today = timezone.localdate()
    latest = months_after(today, MOST_MONTHS)
    if not today < ends_on <= latest:
        raise Refused(f"The last day must be after today and not after {uk_date(latest)}.", field="ends_on")
    return ends_on


def _made(watch: Watch) -> Watch:
    """The watch as it was stored. Raises Refused, in words, for what the database would refuse."""
    if not watch.reason:
        raise Refused(_NO_REASON, field="reason")
    try:
        watch.full_clean()
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
    watch.save()
    return watch
