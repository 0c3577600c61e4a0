"""Everyone in post on each day of a trial with their priority score, by what was known then. Reads only."""

from collections.abc import Sequence
from datetime import date

from cases.flags.backtesting.months import Trial
from cases.flags.backtesting.population import looked_at
from cases.flags.backtesting.ranking import Scored
from cases.flags.score.card import latest_before, score


def scored_people(officer_ids: Sequence[int], trial: Trial) -> dict[date, list[Scored]]:
    """By day, in the order of the days. Holds one small row for each person and day."""
    found: dict[date, list[Scored]] = {day: [] for day in trial.days}
    for recorded, day, looked in looked_at(officer_ids, trial):
        history = recorded.as_known(day)
        points = score(history, as_at=day).points
        found[day].append(Scored(history.officer_id, points, latest_before(history, day), looked))
    return found
