"""Trying a rule on past months. Asked for by a person, worked out by a worker, batch by batch."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.flags import rules
from cases.flags.backtesting.everything import NOT_TRIED, can_try, count_everything
from cases.flags.backtesting.months import Trial, first_days
from cases.flags.lanes import LANES
from cases.flags.models import Backtest, Rule, RuleVersion
from misconduct.accounts.models import User
from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.errors import Refused
from misconduct.core.months import months_after

LEASE = timedelta(minutes=5)
MOST_MONTHS = 120
# How far ahead to see what came. Nothing comes later to a unit or a case.
USUAL_MONTHS = 24


@transaction.atomic
def request_backtest(
    *,
    rule: Rule,
    parameters: Mapping[str, Any],
    first_on: date,
    last_on: date,
    by: User,
    horizon_months: int = USUAL_MONTHS,
) -> Backtest:
    """Ask for a rule to be tried from the month of one day to the month of another. A worker does it.

    Raises Refused for months that are too many or not over.
    """
    require(by, Permission.FLAG_RULE_MANAGE, rule)
    if not can_try(rule.slug):
        raise Refused(NOT_TRIED)
    if last_on > timezone.localdate():
        raise Refused("The last month must have begun.", field="last_on")
    if months_after(first_on, MOST_MONTHS) < last_on:
        raise Refused("Choose ten years at most.", field="first_on")
    made = Backtest(
        rule=rule,
        parameters=asdict(rules.read(rule.slug, parameters)),
        first_on=first_on,
        last_on=last_on,
        horizon_months=horizon_months,
        requested_by=by,
    )
    if not first_days(first_on, last_on):
        raise Refused("The last month cannot be before the first.", field="last_on")
    made.save()
    record("flag.backtest_requested", by=by, target=made, after=made.parameters)
    transaction.on_commit(lambda: current_app.send_task("flags.backtest", args=[made.pk]), robust=True)
    return made


@transaction.atomic
def request_beside_in_force(
    *, version: RuleVersion, first_on: date, last_on: date, by: User, horizon_months: int = USUAL_MONTHS
) -> Backtest:
    """Ask for a version to be tried, and of a draft also the version in force on the same months where it was not.

    The two are then set beside each other, group by group.
    """
    require(by, Permission.FLAG_RULE_MANAGE, version)
    months: dict[str, Any] = {"first_on": first_on, "last_on": last_on}
    given = {**months, "horizon_months": horizon_months, "rule": version.rule, "by": by}
    made = request_backtest(parameters=version.parameters, **given)
    in_force = version.rule.versions.in_force(timezone.localdate()).first()
    if version.is_draft and in_force is not None:
        parameters = asdict(rules.read(version.rule.slug, in_force.parameters))
        if not Backtest.objects.filter(rule=version.rule, parameters=parameters, **months).exists():
            request_backtest(parameters=parameters, **given)
    return made


def run(*, backtest_id: int, by: Doer) -> bool:
    """Work out a back-test that nobody holds. Whether this call did it; a second one finds it held or done."""
    require(by, Permission.FLAG_RULE_MANAGE)
    if not _claim(backtest_id):
        return False
    held = Backtest.objects.select_related("rule").get(pk=backtest_id)
    days = first_days(held.first_on, held.last_on)
    trial = Trial(held.rule.slug, rules.read(held.rule.slug, held.parameters), days, held.horizon_months)
    counted = count_everything(trial, progress=lambda done, in_all: _show_progress(backtest_id, done, in_all))
    many = LANES[held.rule.looks_at].many
    with transaction.atomic():
        held.refresh_from_db(fields=["people_in_all"])
        held.figures = [day.stored() for day in counted]
        held.finished_at, held.people_done = timezone.now(), held.people_in_all
        held.save(update_fields=["figures", "finished_at", "people_done"])
        record("flag.backtest_finished", by=by, target=held, after={many: held.people_in_all, "days": len(days)})
    return True


def waiting() -> QuerySet[Backtest]:
    """Back-tests to be worked out that nobody holds, or whose worker has said nothing for so long that it died."""
    lapsed = timezone.now() - LEASE
    unfinished = Backtest.objects.filter(finished_at__isnull=True)
    return unfinished.filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=lapsed))


@transaction.atomic
def _claim(backtest_id: int) -> bool:
    free = waiting().select_for_update(no_key=True, skip_locked=True).filter(pk=backtest_id)
    return bool(free) and Backtest.objects.filter(pk=backtest_id).update(claimed_at=timezone.now()) == 1


def _show_progress(backtest_id: int, done: int, in_all: int) -> None:
    """Say how far it is, which also says that the worker lives."""
    Backtest.objects.filter(pk=backtest_id).update(people_done=done, people_in_all=in_all, claimed_at=timezone.now())
