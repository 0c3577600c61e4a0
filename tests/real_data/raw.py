"""The files of a force read directly, without the database or any reading of our own, for computations to check by."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

SUSTAINED = "Sustained"
NOT_SUSTAINED = frozenset({"Not sustained", "Unfounded", "Exonerated"})
NOT_CARRIED_ON = frozenset({"No affidavit", "No cooperation", "Withdrawn"})


@dataclass(frozen=True)
class RawRuling:
    """The finding on one allegation, blank where there is none, and the day it was known on, where any is told."""

    finding: str
    known_on: date | None


@dataclass
class RawCase:
    """One case against one person."""

    reference: str
    dated_on: date | None = None
    named: int = 0
    categories: set[str] = field(default_factory=set)
    rulings: list[RawRuling] = field(default_factory=list)

    def is_sustained(self, before: date = date.max) -> bool:
        """Whether any allegation was sustained, known before a day; at the end of days every finding is known."""
        return any(one.finding == SUSTAINED for one in self._known(before))

    def standing(self, before: date) -> str:
        """`proven`, `undecided`, `not_proven` or `withdrawn`, the strongest of its allegations, known before a day."""
        found = {_standing(one.finding) for one in self._known(before)}
        return next((name for name in ("proven", "undecided", "not_proven") if name in found), _last(found))

    def _known(self, before: date) -> list[RawRuling]:
        if before == date.max:
            return self.rulings
        return [one for one in self.rulings if one.known_on is not None and one.known_on < before]


@dataclass
class RawPerson:
    """One line of the roster with the cases against them."""

    reference: str
    appointed_on: date | None
    left_on: date | None
    ethnicity: str
    cases: list[RawCase] = field(default_factory=list)
    rank: str = ""
    unit: str = ""

    def is_in_post(self, day: date) -> bool:
        """Appointed by the day and not gone by it (expected.json, `active_rule`)."""
        return bool(self.appointed_on and self.appointed_on <= day and not (self.left_on and self.left_on <= day))

    def between(self, first: date, end: date) -> list[RawCase]:
        """The cases dated from a day on and before another."""
        return [case for case in self.cases if case.dated_on is not None and first <= case.dated_on < end]


def people_in(folder: Path) -> list[RawPerson]:
    """Everyone on the roster, in its order, with their cases by the earliest date on each one's rows."""
    people = {
        row["officer_ref"]: RawPerson(
            row["officer_ref"],
            _day(row["appointed_date"]),
            _day(row["left_date"]),
            row["ethnicity"],
            rank=row.get("rank", ""),
            unit=row.get("unit", ""),
        )
        for row in _rows(folder / "officers.csv.gz")
    }
    named: dict[str, set[str]] = defaultdict(set)
    closed: dict[str, date | None] = {}
    rows = list(_rows(folder / "allegations.csv.gz"))
    for row in rows:
        named[row["case_ref"]].add(row["officer_ref"] or row["allegation_ref"])
        closed[row["case_ref"]] = closed.get(row["case_ref"]) or _day(row["closed_date"])
    cases: dict[tuple[str, str], RawCase] = {}
    for row in rows:
        reference, officer = row["case_ref"], row["officer_ref"]
        if not officer:
            continue
        case = cases.get((reference, officer))
        if case is None:
            case = cases[reference, officer] = RawCase(reference, named=len(named[reference]))
            people[officer].cases.append(case)
        dated_on, known_on = _day(row["received_date"] or row["closed_date"]), _day(row["closed_date"])
        case.dated_on = min(filter(None, (case.dated_on, dated_on)), default=None)
        case.categories |= {row["category_code"]} - {""}
        if row["finding"] or row["sanction"]:
            case.rulings.append(RawRuling(row["finding"], known_on or closed[reference]))
    return list(people.values())


def _standing(finding: str) -> str:
    if finding == SUSTAINED:
        return "proven"
    if finding in NOT_SUSTAINED:
        return "not_proven"
    return "withdrawn" if finding in NOT_CARRIED_ON else "undecided"


def _last(found: set[str]) -> str:
    return "withdrawn" if found else "undecided"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
