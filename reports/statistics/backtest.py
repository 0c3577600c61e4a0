"""A rule tried on past days, for a person or a program: the figures of the back-test page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from cases.flags import rules
from cases.flags.backtesting.by_score import scored_people
from cases.flags.backtesting.everything import NOT_TRIED, can_try, count_everything
from cases.flags.backtesting.figures import figures, figures_in_counts
from cases.flags.backtesting.months import Trial
from cases.flags.backtesting.ranking import counts_by_rule, counts_by_score
from cases.flags.lanes import LANES
from cases.flags.models import Rule
from cases.flags.rules.history import About
from misconduct.core.errors import Refused
from officers.models import Officer


def backtest_figures(
    slug: str, *, changes: Mapping[str, str], days: Sequence[date], horizon_months: int
) -> dict[str, Any]:
    """Counts and shares of each day. The parameters are those in force today, with some replaced.

    Of a rule about units or cases it is counts alone. Raises Refused for an unknown rule, one that cannot be tried or
    a parameter that makes no sense.
    """
    trial = _trial(slug, changes, days, horizon_months)
    counted, about = count_everything(trial), rules.about(slug)
    if about is not About.OFFICER:
        return {**_named(trial), **figures_in_counts(counted, many=LANES[about].many)}
    return {**_named(trial), **figures(counted, horizon_months=horizon_months)}


def score_figures(
    slug: str, *, changes: Mapping[str, str], days: Sequence[date], horizon_months: int
) -> dict[str, Any]:
    """The figures of a rule, and those of the priority score where it flags as many people on each of the days.

    Raises Refused as `backtest_figures` does.
    """
    trial = _trial(slug, changes, days, horizon_months)
    if rules.about(slug) is not About.OFFICER:
        raise Refused("The priority score is of people, and this rule looks at something else. Leave --score out.")
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
    if not can_try(slug):
        raise Refused(NOT_TRIED)
    version = rule.versions.in_force(timezone.localdate()).first() or rule.versions.latest("number")
    parameters = rules.read(slug, version.parameters).changed(changes)
    return Trial(slug, parameters, tuple(sorted(set(days))), horizon_months)
