"""Which law was in force on a day. The days and their sources stand in `code_lists/regimes.csv`."""

import csv
from datetime import date
from functools import cache

from cases.code_files import FOLDER


def regime_on(day: date | None) -> str:
    """The regime in force on that day, such as "2020"; empty before the first one known, and for an unknown day."""
    if day is None:
        return ""
    return next((name for starts, name in reversed(_regimes()) if starts <= day), "")


@cache
def _regimes() -> tuple[tuple[date, str], ...]:
    """Every regime with its first day, oldest first."""
    with (FOLDER / "regimes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(sorted((date.fromisoformat(row["in_force_from"]), row["regime"]) for row in csv.DictReader(file)))
