"""How long a closed case is kept before somebody must look at it again. The classes stand in `retention.csv`.

Nothing is deleted by itself: the day that comes of this is the day of a review.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from misconduct.core.months import months_after

_FILE = Path(__file__).with_name("retention.csv")
_FROM = ("closing", "warning_end")


@dataclass(frozen=True)
class RetentionClass:
    """A class with what it is counted from (“closing” or “warning_end”) and after how many years it is reviewed."""

    slug: str
    label: str
    counted_from: str
    years: int
    keep: str
    source: str
    is_confirmed: bool


@dataclass(frozen=True)
class Ended:
    """What the class of a case is chosen by."""

    is_outside_schedule_3: bool
    is_serious: bool
    last_warning_ends_on: date | None


@cache
def classes() -> dict[str, RetentionClass]:
    """Every class by its name, in the order of the file. Raises ValueError for a line that cannot be read."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {line["class"]: _class(line) for line in csv.DictReader(file)}


def suggested(ended: Ended) -> RetentionClass:
    """The class that keeps the case longest among those that fit it."""
    if ended.is_serious:
        return classes()["serious"]
    if ended.last_warning_ends_on:
        return classes()["warning"]
    return classes()["complaint" if ended.is_outside_schedule_3 else "no-case"]


def review_on(kept: RetentionClass, *, closing_on: date, last_warning_ends_on: date | None) -> date:
    """The day on which somebody must look again; where no warning was given it is counted from the closing."""
    start = closing_on
    if kept.counted_from == "warning_end" and last_warning_ends_on:
        start = max(closing_on, last_warning_ends_on)
    return months_after(start, 12 * kept.years)


def _class(line: dict[str, str]) -> RetentionClass:
    if line["counted_from"] not in _FROM:
        raise ValueError(f"{_FILE.name}: “{line['class']}” must be counted from one of {', '.join(_FROM)}.")
    return RetentionClass(
        slug=line["class"],
        label=line["label"],
        counted_from=line["counted_from"],
        years=int(line["years"]),
        keep=line["keep"],
        source=line["source"],
        is_confirmed=line["confirm"] != "yes",
    )
