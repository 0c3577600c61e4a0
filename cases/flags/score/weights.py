"""The points in use, as data. The table is `weights.toml`; a flag keeps the one it was scored by."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cases.flags.rules.history import Matter, Result, Severity
from misconduct.core.months import months_before

FILE = Path(__file__).parent / "weights.toml"
ALONE, TOGETHER, ANY = "alone", "together", ""


@dataclass(frozen=True)
class Age:
    """Matters fewer than so many months old, and not of a younger age."""

    months: int
    words: str


@dataclass(frozen=True)
class WeightLine:
    """The points of a matter of each age, if it is one that the line is about."""

    words: str
    group: str
    results: frozenset[Result]
    named: str
    severities: frozenset[Severity]
    points: tuple[int, ...]
    is_fitted: bool

    def fits(self, matter: Matter) -> bool:
        """Whether the line is about that matter."""
        if matter.result not in self.results or (self.severities and matter.severity not in self.severities):
            return False
        return self.named in (ANY, ALONE if matter.named == 1 else TOGETHER)


@dataclass(frozen=True)
class Weights:
    """All that gives points."""

    version: int
    note: str
    ages: tuple[Age, ...]
    lines: tuple[WeightLine, ...]
    warning_words: str
    warning_points: int

    def age_of(self, dated_on: date, *, as_at: date) -> int | None:
        """The place of the age among the ages at the start of a day; nothing for a matter that is too old or later."""
        if dated_on >= as_at:
            return None
        starts = (months_before(as_at, age.months) for age in self.ages)
        return next((place for place, start in enumerate(starts) if dated_on >= start), None)


@cache
def weights_in_use() -> Weights:
    """The table in the file. Raises KeyError or ValueError for one that cannot be read."""
    return read(stored_weights())


@cache
def stored_weights() -> Mapping[str, Any]:
    """What the file says, as it stands there."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def read(stored: Mapping[str, Any]) -> Weights:
    """The points of a table. Raises KeyError or ValueError where something is missing or makes no sense."""
    ages = tuple(Age(row["months"], row["words"]) for row in stored["age"])
    lines = tuple(_line(row) for row in stored["line"])
    if [age.months for age in ages] != sorted({age.months for age in ages}):
        raise ValueError(f"The ages in {FILE.name} must rise.")
    for line in lines:
        if len(line.points) != len(ages) or any(point < 0 for point in line.points):
            raise ValueError(f"“{line.words}” in {FILE.name} needs points for each age, and none below 0.")
    warning = stored["warning"]
    return Weights(stored["version"], stored["note"], ages, lines, warning["words"], warning["points"])


def _line(row: Mapping[str, Any]) -> WeightLine:
    named = row.get("named", ANY)
    if named not in (ALONE, TOGETHER, ANY):
        raise ValueError(f"“{row['words']}” in {FILE.name} may be for {ALONE} or {TOGETHER}, not for “{named}”.")
    return WeightLine(
        row["words"],
        row["group"],
        frozenset(Result(result) for result in row["results"]),
        named,
        frozenset(Severity[name.upper()] for name in row.get("severities", ())),
        tuple(row["points"]),
        row["fitted"],
    )
