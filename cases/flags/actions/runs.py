"""Evaluating everyone: a run cut into ranges of people that many workers share."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cases.flags.actions.evaluation import look_at
from cases.flags.facts.peers import PeerGroups, SameWorks
from cases.flags.findings import groups_for, rules_in_force
from cases.flags.lanes import LANES, Lane
from cases.flags.models import EvaluationRange, EvaluationRun
from cases.flags.rules import about as applied
from cases.flags.rules.history import About
from cases.flags.score.usual import works_on
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record

MOST_IN_A_RANGE = 1000
LEASE = timedelta(minutes=2)


@transaction.atomic
def start(*, as_at: date, by: Doer, rules: Sequence[str] = ()) -> EvaluationRun:
    """A run over everyone on the roster, every unit and every open case, as far as a rule looks at them.

    It comes with its ranges. One that is still under way for the day is given again.
    """
    require(by, Permission.FLAG_REVIEW)
    run, is_new = EvaluationRun.objects.get_or_create(as_at=as_at, options={"rules": sorted(rules)}, finished_at=None)
    if is_new:
        in_force = rules_in_force(rules)
        groups = groups_for(in_force, as_at=as_at)
        run.peers = {slug: found.stored() for slug, found in groups.items()}
        run.works = works_on(as_at).stored()
        run.save(update_fields=["peers", "works"])
        lanes = [LANES[about] for about in About if about in {applied(rule.slug) for rule in in_force}]
        counts = {lane.many: _cut(run, lane) for lane in lanes}
        record("flags.evaluation_started", by=by, target=run, after={**counts, "ranges": run.ranges.count()})
    return run


def _cut(run: EvaluationRun, lane: Lane) -> int:
    """Cut one kind of record into ranges. How many there are."""
    ids = list(lane.everything(run.as_at).order_by("pk").values_list("pk", flat=True))
    size = min(MOST_IN_A_RANGE, lane.at_once)
    batches = [ids[first : first + size] for first in range(0, len(ids), size)]
    EvaluationRange.objects.bulk_create(
        EvaluationRange(run=run, about=lane.about, first_id=batch[0], last_id=batch[-1]) for batch in batches
    )
    return len(ids)


def evaluate_range(*, range_id: int, by: Doer) -> bool:
    """Evaluate one range, unless another worker has it or it is done. Whether this call did it.

    The claim is for two minutes: long enough that nobody else starts, short enough that the range of a worker that
    died is soon taken up. While the work lasts the row is locked as well, so that a slow worker is not doubled.
    """
    if not claim(range_id):
        return False
    with transaction.atomic():
        held = (
            EvaluationRange.objects.unfinished()
            .select_related("run")
            .select_for_update(of=("self",), skip_locked=True)
            .filter(pk=range_id)
            .first()
        )
        if held is None:
            return False
        _evaluate(held, by)
    finish(run_id=held.run_id, by=by)
    return True


@transaction.atomic
def claim(range_id: int) -> bool:
    """Take a range that nobody holds, without waiting for whoever does. Committed at once, so that others see it."""
    free = waiting().select_for_update(no_key=True, skip_locked=True).filter(pk=range_id)
    return bool(free) and EvaluationRange.objects.filter(pk=range_id).update(claimed_at=timezone.now()) == 1


def waiting() -> QuerySet[EvaluationRange]:
    """Ranges to be done that nobody holds: never claimed, or claimed so long ago that the worker must have died."""
    lapsed = timezone.now() - LEASE
    return EvaluationRange.objects.unfinished().filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=lapsed))


def _evaluate(held: EvaluationRange, by: Doer) -> None:
    run, lane = held.run, LANES[About(held.about)]
    ids = lane.everything(run.as_at).filter(pk__gte=held.first_id, pk__lte=held.last_id).values_list("pk", flat=True)
    in_force = rules_in_force(run.options.get("rules", ()))
    groups = {slug: PeerGroups.from_stored(rows) for slug, rows in run.peers.items()}
    works = None if run.works is None else SameWorks.from_stored(run.works)
    found = look_at(about=lane.about, ids=ids, as_at=run.as_at, by=by, in_force=in_force, groups=groups, works=works)
    held.raised = found.raised
    held.finished_at = timezone.now()
    held.save(update_fields=["raised", "finished_at"])


@transaction.atomic
def finish(*, run_id: int, by: Doer) -> bool:
    """Close a run whose ranges are all done. Called after each range is committed: the last one finds none left."""
    left = EvaluationRange.objects.unfinished().filter(run=OuterRef("pk"))
    done = EvaluationRun.objects.unfinished().filter(~Exists(left), pk=run_id).update(finished_at=timezone.now())
    if done:
        run = EvaluationRun.objects.get(pk=run_id)
        raised = sum(run.ranges.values_list("raised", flat=True))
        record("flags.evaluation_finished", by=by, target=run, after={"raised": raised})
    return bool(done)
