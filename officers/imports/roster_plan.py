"""Comparing a chunk of the roster with the people held."""

from collections import defaultdict
from datetime import date
from typing import Any

from misconduct.accounts.permissions import Doer
from misconduct.audit.querysets import key_of
from misconduct.imports.importer import Row
from misconduct.imports.issues import Issue, Kind
from misconduct.imports.models import ImportRun
from officers.actions import roster_import
from officers.imports.changes import RosterChange
from officers.imports.people import Directory
from officers.models import Officer, Posting

POSTINGS_DISAGREE = Kind("postings_disagree", "The person has several postings, and this row does not fit behind them.")

_COLUMNS = {
    "sex": "sex",
    "ethnicity": "ethnicity",
    "birth_year": "birth_year",
    "appointed_on": "appointed_date",
    "left_on": "left_date",
    "surname": "surname",
    "forenames": "forenames",
    "kind": "kind",
}


class RosterWriter:
    """Plans and writes the roster chunk by chunk."""

    def __init__(self, survey: Any) -> None:
        self.officers = Directory.of_officers()
        self.units = Directory.of_units()

    def plan(self, rows: list[Row]) -> RosterChange:
        """Compare the rows with the people held. Writes nothing."""
        change = RosterChange()
        held, postings = self._held(rows)
        for row in rows:
            if row.values["unit"] and self.units.expect(row.values["unit"], row, change, "unit"):
                change.units.append(row.values["unit"])
            number = row.values["officer_ref"]
            is_new = self.officers.expect(number, row, change, "officer_ref")
            known = self.officers.find(number)
            officer = held.get(known.pk) if known and not is_new else None
            if officer is None:
                self._add(row, change)
            else:
                self._compare(row, officer, postings[officer.pk], change)
        change.records.update(units=len(change.units), officers=change.created, postings=len(change.new_postings))
        return change

    def apply(self, plan: RosterChange, *, run: ImportRun, by: Doer) -> None:
        """Write what was planned."""
        roster_import.take_in(plan=plan, units=self.units, officers=self.officers, run=run, by=by)

    def _held(self, rows: list[Row]) -> tuple[dict[int, Officer], dict[int, list[Posting]]]:
        """The people these rows are about, and the postings of each from the first to the latest."""
        known = [self.officers.find(row.values["officer_ref"]) for row in rows]
        ids = [found.pk for found in known if found]
        postings: dict[int, list[Posting]] = defaultdict(list)
        for posting in Posting.objects.filter(officer__in=ids).select_related("unit"):
            postings[posting.officer_id].append(posting)
        return Officer.objects.in_bulk(ids), postings

    def _add(self, row: Row, change: RosterChange) -> None:
        change.created += 1
        change.new_people.append(
            {"number": row.values["officer_ref"], **{name: row.values.get(column, "") for name, column in _given(row)}}
        )
        posting = _posting(row.values)
        if any(posting.values()):
            change.new_postings.append({"number": row.values["officer_ref"], **posting})

    def _compare(self, row: Row, officer: Officer, postings: list[Posting], change: RosterChange) -> None:
        differing = {
            name: row.values[column] for name, column in _given(row) if getattr(officer, name) != row.values[column]
        }
        wanted = _posting(row.values)
        latest = postings[-1] if postings else None
        moved = self._moved(latest, wanted, is_only=len(postings) == 1) if latest else {}
        if not _fits(postings, wanted, moved):
            change.rejected.append((row, Issue(POSTINGS_DISAGREE, "left_date")))
            return
        is_changed = bool(differing or moved)
        if differing:
            change.note(key_of(officer), {name: getattr(officer, name) for name in differing}, differing)
            for name, value in differing.items():
                setattr(officer, name, value)
            change.people.append((officer, list(differing)))
        if latest and moved:
            was = {"rank": latest.rank, "unit": _code(latest), "starts_on": latest.starts_on, "ends_on": latest.ends_on}
            change.note(key_of(officer), {f"posting_{name}": was[name] for name in moved}, _prefixed(moved))
            change.postings.append((latest, moved))
        elif not latest and any(wanted.values()):
            change.new_postings.append({"number": officer.number, **wanted})
            change.note(key_of(officer), {}, _prefixed(wanted))
            is_changed = True
        change.changed += is_changed
        change.unchanged += not is_changed

    def _moved(self, latest: Posting, wanted: dict[str, Any], *, is_only: bool) -> dict[str, Any]:
        """What differs between a posting and the row. Where there were earlier ones, the start is theirs to tell."""
        moved = {name: wanted[name] for name in ("rank", "ends_on") if getattr(latest, name) != wanted[name]}
        if is_only and latest.starts_on != wanted["starts_on"]:
            moved["starts_on"] = wanted["starts_on"]
        unit = self.units.find(wanted["unit"])
        if (unit.name if unit else "") != _code(latest):
            moved["unit"] = wanted["unit"]
        return moved


def _given(row: Row) -> list[tuple[str, str]]:
    """The fields of a person that the file has a column for."""
    return [(name, column) for name, column in _COLUMNS.items() if column in row.values]


def _posting(values: dict[str, Any]) -> dict[str, Any]:
    """The one posting a roster row tells of. Dates that contradict each other tell of no days at all."""
    starts_on: date | None = values["appointed_date"]
    ends_on: date | None = values["left_date"]
    if starts_on and ends_on and ends_on < starts_on:
        starts_on = ends_on = None
    return {"rank": values["rank"], "unit": values["unit"], "starts_on": starts_on, "ends_on": ends_on}


def _fits(postings: list[Posting], wanted: dict[str, Any], moved: dict[str, Any]) -> bool:
    if len(postings) < 2 or "ends_on" not in moved or wanted["ends_on"] is None:
        return True
    starts_on = postings[-1].starts_on
    return starts_on is None or wanted["ends_on"] >= starts_on


def _code(posting: Posting) -> str:
    return posting.unit.code if posting.unit else ""


def _prefixed(values: dict[str, Any]) -> dict[str, Any]:
    return {f"posting_{name}": value for name, value in values.items()}
