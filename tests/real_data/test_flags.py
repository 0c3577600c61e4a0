"""The rules on Chicago's records: exactly the people expected, in time, and the same after a worker is killed."""

import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.flags import rules
from cases.flags.histories import histories_of
from cases.flags.models import EvaluationRange, EvaluationRequest, EvaluationRun, Flag, FlagMatter
from cases.flags.rules.history import OfficerHistory
from cases.flags.rules.parameters import Parameters
from officers.models import Officer
from tests.real_data.loading import RealSet
from tests.workers import Broker, broker_of_its_own, wait_until

pytestmark = pytest.mark.realdata
AS_AT = "2008-07-01"
RULE = "cases-in-24-months"


@pytest.fixture
def broker(chicago: RealSet) -> Iterator[Broker]:
    """Workers on Chicago's records, with no flags and nobody waiting to be looked at, before and after."""
    _forget_flags()
    with broker_of_its_own() as own:
        yield own
    _forget_flags()


@pytest.mark.parametrize(("threshold", "people"), [(None, 2198), (2, 3930), (4, 1274), (5, 754)])
def test_the_24_month_rule_on_people_in_post_flags_exactly_those_expected(chicago, threshold, people):
    changed = [] if threshold is None else ["--parameter", f"threshold={threshold}"]
    command = ["flag_officers", "--as-at", AS_AT, "--rule", RULE, "--parameter", "in_post_only=1"]
    flags = Flag.objects.count()
    found = chicago.manage(*command, *changed).report
    assert (found["officers_evaluated"], found["officers_flagged"]) == (33_693, people)
    assert Flag.objects.count() == flags


def test_every_cut_date_and_threshold_of_the_expected_figures(chicago):
    histories = _histories()
    for expected in chicago.expected["predictive_validity"]["runs"]:
        day = date.fromisoformat(expected["T"])
        assert sum(history.is_in_post(day) for history in histories) == expected["active_officers"]
        for threshold, figures in expected["thresholds"].items():
            parameters = Parameters(int(threshold.removeprefix(">=")), 24, in_post_only=True)
            flagged = sum(bool(rules.apply(RULE, one, as_at=day, parameters=parameters)) for one in histories)
            assert flagged == figures["flagged"], (day, threshold)


def test_nashville_is_dated_by_what_was_finalised(nashville):
    (expected,) = nashville.expected["predictive_validity"]["runs"]
    day = date.fromisoformat(expected["T"])
    histories = _histories()
    for threshold, figures in expected["thresholds"].items():
        parameters = Parameters(int(threshold.removeprefix(">=")), 24, in_post_only=True)
        hits = [hit for one in histories for hit in rules.apply(RULE, one, as_at=day, parameters=parameters)]
        assert len(hits) == figures["flagged"], threshold
        assert all("finalised" in hit.sentence for hit in hits)


def test_all_rules_over_everyone_take_three_minutes_at_most_and_less_with_two_workers(broker):
    broker.start_worker()
    alone = _nightly(broker)
    flags = _flags()
    _forget_flags()
    broker.start_worker()
    together = _nightly(broker)
    sys.stdout.write(f"chicago: everyone evaluated in {alone:.1f} s by one worker, {together:.1f} s by two\n")
    assert len(flags) > 4000
    assert _flags() == flags
    assert alone < 180
    assert together < alone


def test_a_worker_killed_in_the_middle_ends_in_the_same_flags(broker, chicago):
    assert chicago.manage("flag_officers", "--as-at", AS_AT).megabytes < 500
    expected = _flags()
    _forget_flags()
    worker = broker.start_worker()
    broker.send("flags.evaluate_everyone", AS_AT)
    wait_until(lambda: _ranges_done() >= 5, seconds=60)
    worker.kill()
    assert 5 <= _ranges_done() < EvaluationRange.objects.count()
    EvaluationRange.objects.unfinished().filter(claimed_at__isnull=False).update(
        claimed_at=timezone.now() - timedelta(minutes=3)
    )
    broker.start_worker()
    broker.send("flags.sweep")
    wait_until(_is_finished, seconds=900)
    assert _flags() == expected


def _nightly(broker: Broker) -> float:
    """Seconds from the message to the end of the run. The sweep takes up a lost message, sooner than beat would."""
    began = swept = time.monotonic()
    broker.send("flags.evaluate_everyone", AS_AT)
    while not _is_finished():
        assert time.monotonic() - began < 900
        if time.monotonic() - swept > 10:
            broker.send("flags.sweep")
            swept = time.monotonic()
        time.sleep(0.1)
    return time.monotonic() - began


def _is_finished() -> bool:
    return EvaluationRun.objects.exists() and not EvaluationRun.objects.unfinished().exists()


def _ranges_done() -> int:
    return EvaluationRange.objects.filter(finished_at__isnull=False).count()


def _flags() -> list[Any]:
    """What the flags say, each as often as it is there."""
    about = ("officer_id", "unit_id", "case_id")
    said = Flag.objects.values_list(*about, "rule__slug", "scope", "evidence_key", "counted", "status")
    return sorted(said, key=str)


def _forget_flags() -> None:
    for model in (FlagMatter, Flag, EvaluationRun, EvaluationRequest):
        model.objects.all().delete()


def _histories() -> list[OfficerHistory]:
    ids = list(Officer.objects.order_by("pk").values_list("pk", flat=True))
    batches = [ids[first : first + 1000] for first in range(0, len(ids), 1000)]
    return [history for batch in batches for history in histories_of(batch, known_before=date.max)]
