"""Asking for the flags of a person, a unit or a case to be looked at again, and answering."""

from collections.abc import Iterable
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils import timezone

from cases.flags.actions.evaluation import look_at
from cases.flags.actions.rechecks import recheck
from cases.flags.findings import up_to_today
from cases.flags.lanes import LANES
from cases.flags.models import EvaluationRequest
from cases.flags.rules.history import About
from cases.flags.team_histories import units_of
from cases.models import Case
from misconduct.accounts.permissions import Doer


def request_evaluation(*, officer_ids: Iterable[int]) -> None:
    """Put these people on the queue, in the caller's transaction, and wake a worker once it is committed.

    The row is what counts. Should Redis lose the message, the sweep of every minute finds the row. The units of these
    people follow once a worker has looked at them: few units hold the whole force, so that people who save at the same
    time would wait for each other at the row of their unit.
    """
    if _put_on_queue(About.OFFICER, officer_ids):
        _wake_once_committed()


def request_for_cases(*, case_ids: Iterable[int]) -> None:
    """The same for cases: something changed that the rules read of a case itself, such as its days and clocks."""
    if _put_on_queue(About.CASE, case_ids):
        _wake_once_committed()


def request_for_case(case: Case) -> None:
    """Put a case and everyone whom it names on the queue: something changed that the rules read of all of them."""
    request_evaluation(officer_ids=case.subjects.identified().values_list("officer_id", flat=True))
    request_for_cases(case_ids=[case.pk])


def _put_on_queue(about: About, ids: Iterable[int]) -> bool:
    """Always in the order of ids. Whoever is on the queue already stays there. Whether there were any."""
    now = timezone.now()
    rows = [EvaluationRequest(**{f"{about}_id": pk}, requested_at=now) for pk in sorted(set(ids))]
    EvaluationRequest.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=[about.value], update_fields=["requested_at"]
    )
    return bool(rows)


def _wake_once_committed() -> None:
    transaction.on_commit(lambda: current_app.send_task("flags.evaluate_requested"), robust=True)


@transaction.atomic
def answer(*, about: About, limit: int, by: Doer) -> int:
    """Evaluate up to `limit` people, units or cases on the queue and take them off it, in one transaction.

    How many they were. Several workers share the queue: records that another one holds are passed over, and nobody
    waits. With people their units are put on the queue.
    """
    model: Any = LANES[about].model
    waiting = (
        model.objects.filter(evaluation_request__isnull=False)
        .select_for_update(no_key=True, of=("self", "evaluation_request"), skip_locked=True)
        .select_related("evaluation_request")
        .order_by("evaluation_request__requested_at", "evaluation_request__pk")[:limit]
    )
    ids = [one.pk for one in waiting]
    EvaluationRequest.objects.filter(**{f"{about}__in": ids}).delete()
    if ids:
        look_at(about=about, ids=ids, as_at=up_to_today(), by=by)
        recheck(about=about, ids=ids, by=by)
    if about is About.OFFICER:
        _put_on_queue(About.UNIT, units_of(ids))
    return len(ids)
