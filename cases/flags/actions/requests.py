"""Asking for somebody's flags to be looked at again, and answering."""

from collections.abc import Iterable

from celery import current_app
from django.db import transaction
from django.utils import timezone

from cases.flags.actions.evaluation import evaluate
from cases.flags.actions.rechecks import recheck
from cases.flags.findings import up_to_today
from cases.flags.models import EvaluationRequest
from cases.models import Case
from misconduct.accounts.permissions import Doer


def request_evaluation(*, officer_ids: Iterable[int]) -> None:
    """Put these people on the queue, in the caller's transaction, and wake a worker once it is committed.

    The row is what counts. Should Redis lose the message, the sweep of every minute finds the row.
    """
    now = timezone.now()
    rows = [EvaluationRequest(officer_id=pk, requested_at=now) for pk in sorted(set(officer_ids))]
    if not rows:
        return
    EvaluationRequest.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["officer"], update_fields=["requested_at"]
    )
    transaction.on_commit(lambda: current_app.send_task("flags.evaluate_requested"), robust=True)


def request_for_case(case: Case) -> None:
    """Put everyone whom a case names on the queue: something changed that the rules read of all of them."""
    request_evaluation(officer_ids=case.subjects.identified().values_list("officer_id", flat=True))


@transaction.atomic
def answer(*, limit: int, by: Doer) -> int:
    """Evaluate up to `limit` people on the queue and take them off it, in one transaction. How many they were.

    Several workers share the queue: rows and people that another one holds are passed over, and nobody waits.
    """
    waiting = (
        EvaluationRequest.objects.select_for_update(no_key=True, of=("self", "officer"), skip_locked=True)
        .select_related("officer")
        .order_by("requested_at", "pk")[:limit]
    )
    requests = list(waiting)
    EvaluationRequest.objects.filter(pk__in=[request.pk for request in requests]).delete()
    if requests:
        ids = [request.officer_id for request in requests]
        evaluate(officer_ids=ids, as_at=up_to_today(), by=by)
        recheck(officer_ids=ids, by=by)
    return len(requests)
