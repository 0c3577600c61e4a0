"""Flags of the demonstration: raised a year ago, half a year ago and today, and most of the older ones reviewed."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cases.flags.actions.evaluation import look_at
from cases.flags.actions.reviews import decide
from cases.flags.actions.second_readings import read
from cases.flags.decisions import FITTING
from cases.flags.lanes import LANES
from cases.flags.models import EvaluationRequest, Flag, FlagReview
from cases.flags.score.usual import works_on
from cases.flags.tiers import table_in_use
from cases.flags.ties import why_not
from cases.watches.actions import watching
from cases.watches.models import Watch
from misconduct.accounts.models import User
from misconduct.accounts.permissions import SystemActor
from misconduct.core.months import months_after
from officers.models import Officer

_REVIEWS = (
    (FlagReview.Decision.NO_ACTION, "Read the whole history: separate matters, no common thread."),
    (
        FlagReview.Decision.REFLECTIVE_PRACTICE,
        "Two matters turn on tone with the public. Agreed with the inspector.",
    ),
    (FlagReview.Decision.MONITOR, "One matter is still open. Look again when it is decided."),
    (FlagReview.Decision.WELFARE, "A run of matters after a change of shift. The sergeant will talk with them."),
    (FlagReview.Decision.TAKE_UP, "Agreed who does what next, and a date to look again."),
)
# The highest tier of which the manager leaves no old flag waiting.
_ALWAYS_REVIEWED = 2


def raise_and_review(manager: User, reader: User, today: date) -> None:
    """Evaluate everyone at three days. The manager has reviewed most older flags; the reader agrees to most."""
    for days_ago in (365, 180, 8):
        day = today - timedelta(days=days_ago)
        _look_at_everything(day)
        _as_if_raised_on(day)
        if days_ago > 8:
            _review_most(manager, reader, day + timedelta(days=9))
    began = timezone.now()
    _look_at_everything(today + timedelta(days=1))
    _watch_two(manager, began)
    EvaluationRequest.objects.all().delete()


def _look_at_everything(as_at: date) -> None:
    works = works_on(as_at)
    for lane in LANES.values():
        ids = lane.everything(as_at).values_list("pk", flat=True)
        look_at(about=lane.about, ids=ids, as_at=as_at, by=SystemActor("demo"), works=works)


def _watch_two(manager: User, began: datetime) -> None:
    """The manager watches one person about whom a flag came since, and one about whom nothing did."""
    seen = Officer.objects.visible_to(manager).filter(left_on=None)
    told = seen.filter(flags__in=Flag.objects.visible_to(manager).filter(fired_at__gte=began)).order_by("pk").first()
    quiet = seen.filter(flags=None).order_by("pk").first()
    reasons = ("Two matters after a change of shift. Look again with the third.", "Asked for by vetting in spring.")
    for officer, reason in zip((told, quiet), reasons, strict=True):
        if officer is not None:
            ends_on = months_after(timezone.localdate(), watching.USUAL_MONTHS)
            watching.start(officer=officer, reason=reason, ends_on=ends_on, by=manager)
    Watch.objects.update(started_at=began)


def _as_if_raised_on(day: date) -> None:
    """The open flags that this day's evaluation raised, dated as they would have been."""
    new = Flag.objects.open().filter(window_to=day)
    for flag in new.select_related("rule_version"):
        by_rule = day + timedelta(days=flag.rule_version.parameters["review_days"])
        flag.fired_at, flag.due_on = _at(day), min(by_rule, table_in_use().tiers[flag.tier].due_on(day))
        flag.save(update_fields=["fired_at", "due_on"])


def _review_most(manager: User, reader: User, day: date) -> None:
    for index, flag in enumerate(Flag.objects.open().visible_to(manager).order_by("pk")):
        if (index % 5 == 0 and flag.tier > _ALWAYS_REVIEWED) or why_not(flag, manager):
            continue
        fitting = [(decision, reason) for decision, reason in _REVIEWS if decision in FITTING[flag.looks_at]]
        decision, reason = fitting[index % len(fitting)]
        until = timezone.localdate() + timedelta(days=90) if decision == FlagReview.Decision.MONITOR else None
        review = decide(
            flag=flag, decision=decision, reason=reason, monitor_until=until, version=flag.version, by=manager
        )
        FlagReview.objects.filter(pk=review.pk).update(decided_at=_at(day))
        if review.why_second_reader and index % 3 and not why_not(flag, reader):
            read(flag=review.flag, verdict="agreed", reason="", version=review.flag.version, by=reader)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 15)))
