"""Asking for somebody's flags to be looked at again."""

from collections.abc import Iterable

from celery import current_app
from django.db import transaction
from django.utils import timezone

from cases.flags.models import EvaluationRequest


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
