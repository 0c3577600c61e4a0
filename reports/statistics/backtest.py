"""A rule tried on past days, for a person or a program: the figures of the back-test page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from cases.flags import rules
from cases.flags.backtesting.figures import figures
from cases.flags.backtesting.months import Trial
from cases.flags.backtesting.population import count
from cases.flags.models import Rule
from misconduct.core.errors import Refused
from officers.models import Officer


def backtest_figures(
    slug: str, *, changes: Mapping[str, str], days: Sequence[date], horizon_months: int
) -> dict[str, Any]:
    """Counts and shares of each day. The parameters are those in force today, with some replaced.

    Raises Refused for an unknown rule or a parameter that makes no sense.
    """
    rule = Rule.objects.filter(slug=slug).first()
    if rule is None:
        known = ", ".join(Rule.objects.values_list("slug", flat=True))
        raise Refused(f"There is no rule “{slug}”. The rules are {known}.")
    version = rule.versions.in_force(timezone.localdate()).first() or rule.versions.latest("number")
    parameters = rules.read(slug, version.parameters).changed(changes)
    trial = Trial(slug, parameters, tuple(sorted(days)), horizon_months)
    ids = list(Officer.objects.order_by("pk").values_list("pk", flat=True))
    return {
        "rule": slug,
        "in_words": rules.in_words(slug, parameters),
        **figures(count(ids, trial), horizon_months=horizon_months),
    }
