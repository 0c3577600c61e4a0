"""A rule tried on past days, for a person or a program: the figures of the back-test page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from cases.flags import rules
from cases.flags.actions.backtests import PEOPLE_ONLY, can_try
from cases.flags.backtesting.by_score import scored_people
from cases.flags.backtesting.figures import figures
from cases.flags.backtesting.months import Trial
from cases.flags.backtesting.population import count
from cases.flags.backtesting.ranking import counts_by_rule, counts_by_score
from cases.flags.models import Rule
from misconduct.core.errors import Refused
from officers.models import Officer


def backtest_figures(
    slug: str, *, changes: Mapping[str, str], days: Sequence[date], horizon_months: int
) -> dict[str, Any]:
    """Counts and shares of each day. The parameters are those in force today, with some replaced.

    Raises Refused for an unknown rule, one that is not about people, or a parameter that makes no sense.
    """
    trial = _trial(slug, changes, days, horizon_months)
    return {**_named(trial), **figures(count(_everyone(), trial), horizon_months=horizon_months)}


def score_figures(
    slug: str, *, changes: Mapping[str, str], days: Sequence[date], horizon_months: int
) -> dict[str, Any]:
    """The figures of a rule, and those of the priority score where it flags as many people on each of the days.

    Raises Refused as `backtest_figures` does.
    """
    trial = _trial(slug, changes, days, horizon_months)
    people = scored_people(_everyone(), trial)
    return {
        **_named(trial),
        "by_rule": figures(counts_by_rule(people), horizon_months=horizon_months),
        "by_score": figures(counts_by_score(people), horizon_months=horizon_months),
    }


def _everyone() -> list[int]:
    return list(Officer.objects.order_by("pk").values_list("pk", flat=True))


def _named(trial: Trial) -> dict[str, Any]:
    return {"rule": trial.slug, "in_words": rules.in_words(trial.slug, trial.parameters)}


def _trial(slug: str, changes: Mapping[str, str], days: Sequence[date], horizon_months: int) -> Trial:
    rule = Rule.objects.filter(slug=slug).first()
    if rule is None:
        known = ", ".join(Rule.objects.values_list("slug", flat=True))
        raise Refused(f"There is no rule “{slug}”. The rules are {known}.")
    if not can_try(rule):
        raise Refused(PEOPLE_ONLY)
    version = rule.versions.in_force(timezone.localdate()).first() or rule.versions.latest("number")
    parameters = rules.read(slug, version.parameters).changed(changes)
    return Trial(slug, parameters, tuple(sorted(set(days))), horizon_months)
