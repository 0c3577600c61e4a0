"""Background work on flags. Each task carries ids, may run twice, and leaves what it did not finish to the sweep."""

from datetime import date

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from cases.flags.actions import aftermath, backtests, rechecks, requests, runs, service
from cases.flags.findings import up_to_today
from cases.flags.lanes import LANES
from cases.flags.models import EvaluationRequest, EvaluationRun
from misconduct.accounts.permissions import SystemActor

RECORDS_AT_ONCE = 200
FLAGS_AT_ONCE = 200
SYSTEM = SystemActor("flag evaluation")
SERVICE = SystemActor("flag service levels")


@shared_task(name="flags.evaluate_requested")
def evaluate_requested() -> None:
    """Look at everybody and everything on the queue, in batches, until none is left that no other worker holds.

    People come first, as their units follow from them.
    """
    for lane in LANES.values():
        while requests.answer(about=lane.about, limit=min(RECORDS_AT_ONCE, lane.at_once), by=SYSTEM):
            pass


@shared_task(name="flags.evaluate_everyone")
def evaluate_everyone(as_at: str | None = None, rules: list[str] | None = None) -> None:
    """Start a run over everyone, up to the start of a day (ISO) or up to and including today."""
    day = date.fromisoformat(as_at) if as_at else up_to_today()
    with transaction.atomic():
        run = runs.start(as_at=day, by=SYSTEM, rules=rules or ())
        ids = list(run.ranges.unfinished().values_list("pk", flat=True))
        transaction.on_commit(lambda: _enqueue(ids))
    runs.finish(run_id=run.pk, by=SYSTEM)


@shared_task(name="flags.evaluate_range")
def evaluate_range(range_id: int) -> None:
    """Look at one range of people. Run twice, the second finds it done or held."""
    runs.evaluate_range(range_id=range_id, by=SYSTEM)


@shared_task(name="flags.backtest")
def backtest(backtest_id: int) -> None:
    """Try a rule on past months. Run twice, the second finds it done or held."""
    backtests.run(backtest_id=backtest_id, by=SYSTEM)


@shared_task(name="flags.keep_service")
def keep_service() -> None:
    """Every ten minutes: what the days passed ask for. Run twice, or by several workers, each does what is left."""
    today = timezone.localdate()
    while service.bring_back(today=today, limit=FLAGS_AT_ONCE, by=SERVICE):
        pass
    while service.escalate(today=today, limit=FLAGS_AT_ONCE, by=SERVICE):
        pass
    while aftermath.count_later(today=today, limit=FLAGS_AT_ONCE, by=SERVICE):
        pass


@shared_task(name="flags.recheck_open")
def recheck_open() -> None:
    """Every night: apply the rule of each open flag again to what is known of its months now. May run twice."""
    last: int | None = 0
    while last is not None:
        last = rechecks.recheck_next(after=last, limit=FLAGS_AT_ONCE, by=SYSTEM)


@shared_task(name="flags.sweep")
def sweep() -> None:
    """Every minute: take up what a lost message or a dead worker left behind."""
    if EvaluationRequest.objects.exists():
        evaluate_requested.delay()
    _enqueue(list(runs.waiting().values_list("pk", flat=True)))
    for pk in backtests.waiting().values_list("pk", flat=True):
        backtest.delay(pk)
    for run_id in EvaluationRun.objects.unfinished().values_list("pk", flat=True):
        runs.finish(run_id=run_id, by=SYSTEM)


def _enqueue(range_ids: list[int]) -> None:
    for pk in range_ids:
        evaluate_range.delay(pk)
