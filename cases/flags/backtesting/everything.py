"""Trying a rule on whatever it looks at: people, units or cases."""

from cases.flags import restricted, rules
from cases.flags.backtesting.figures import DayCount
from cases.flags.backtesting.months import Trial
from cases.flags.backtesting.population import count
from cases.flags.backtesting.records import Progress, count_cases, count_units
from cases.flags.rules.history import About
from officers.models import Officer

NOT_TRIED = "No back-test exists for this rule: its counts would tell who reports in confidence."


def can_try(slug: str) -> bool:
    """Whether a rule can be tried: not one that reads who reports in confidence, whose counts would tell of them."""
    return slug not in restricted.RULES


def count_everything(trial: Trial, *, progress: Progress = lambda done, in_all: None) -> list[DayCount]:
    """The counts of each day."""
    about = rules.about(trial.slug)
    if about is About.UNIT:
        return count_units(trial, progress=progress)
    if about is About.CASE:
        return count_cases(trial, progress=progress)
    ids = list(Officer.objects.order_by("pk").values_list("pk", flat=True))
    return count(ids, trial, progress=lambda done: progress(done, len(ids)))
