"""Comparing a chunk of allegation rows with what is held."""

from typing import Any

from cases.actions import history
from cases.imports import issues
from cases.imports.case_plan import CasePlanner
from cases.imports.changes import HeldAllegation, HeldRuling, HistoryChange
from cases.imports.codes import CodeBook
from cases.imports.held import allegations_by_reference
from cases.imports.places import Places
from cases.imports.survey import HistorySurvey
from misconduct.accounts.permissions import Doer
from misconduct.audit.querysets import key_of
from misconduct.imports.importer import Row
from misconduct.imports.issues import CAPITALS_DIFFER, Issue
from misconduct.imports.models import ImportRun
from officers.imports.people import PLANNED, Directory

_WORDS = {
    "category_as_recorded": "category_label",
    "complainant_sex": "complainant_sex",
    "complainant_ethnicity": "complainant_ethnicity",
}


class HistoryWriter:
    """Plans and writes allegations chunk by chunk."""

    def __init__(self, survey: HistorySurvey) -> None:
        self.officers = Directory.of_people()
        self.units = Directory.of_units()
        self.codes = CodeBook()
        self.places = Places()
        self._cases = CasePlanner(survey)
        self._off_roster: set[str] = set()
        self._unlisted: set[str] = set()
        self._units_met: dict[int, str] = {}

    def plan(self, rows: list[Row]) -> HistoryChange:
        """Compare the rows with the cases held. Writes nothing."""
        change = HistoryChange()
        held = allegations_by_reference(row.values["allegation_ref"] for row in rows)
        held_for = {row.line: held.get(row.values["allegation_ref"].casefold()) for row in rows}
        fitting = [row for row in rows if not self._is_refused(held_for[row.line], row, change)]
        of_changed_case = self._cases.plan(fitting, change)
        refused = {row.line for row, _ in change.rejected}
        for row in fitting:
            if row.line in refused:
                continue
            one = held_for[row.line]
            self._expect(row, change)
            if one is None:
                change.created += 1
                change.new_rows.append(row)
            else:
                self._compare(one, row, change, is_changed=row.line in of_changed_case)
        change.records.update(
            cases=len(change.new_cases),
            allegations=len(change.new_rows),
            officers=len(change.officers),
            units=len(change.units),
            codes=len(change.categories) + len(change.findings),
        )
        return change

    def apply(self, plan: HistoryChange, *, run: ImportRun, by: Doer) -> None:
        """Write what was planned."""
        history.take_in(
            plan=plan,
            officers=self.officers,
            units=self.units,
            codes=self.codes,
            places=self.places,
            run=run,
            by=by,
        )

    def _expect(self, row: Row, change: HistoryChange) -> None:
        """Make sure that whatever the row names is held or will be."""
        values = row.values
        number, unit, code = values["officer_ref"], values["unit_at_time"], values["category_code"]
        if number and self.officers.expect(number, row, change, "officer_ref"):
            self._off_roster.add(number.casefold())
            change.officers.append(number)
        if number.casefold() in self._off_roster:
            change.issues.append((row, Issue(issues.OFFICER_NOT_ON_ROSTER, "officer_ref", f"{number}.")))
        if unit and self.units.expect(unit, row, change, "unit_at_time"):
            change.units.append(unit)
        if code and code.casefold() not in self.codes.categories:
            self.codes.categories[code.casefold()] = None
            change.categories.append(row)
        self._expect_finding(row, change)
        self._expect_one_unit(row, change)

    def _expect_finding(self, row: Row, change: HistoryChange) -> None:
        words = row.values["finding"]
        if not words:
            return
        folded = words.casefold()
        if folded not in self.codes.findings:
            self.codes.findings[folded] = PLANNED
            self._unlisted.add(folded)
            change.findings.append(words)
        if folded in self._unlisted:
            change.issues.append((row, Issue(issues.FINDING_NOT_IN_LIST, "finding", f"“{words}”.")))
        elif (label := self.codes.label_of(words)) != words:
            change.issues.append((row, Issue(CAPITALS_DIFFER, "finding", f"“{words}” was taken as “{label}”.")))

    def _expect_one_unit(self, row: Row, change: HistoryChange) -> None:
        values = row.values
        if not values["officer_ref"]:
            return
        subject = hash((values["case_ref"].casefold(), values["officer_ref"].casefold()))
        if self._units_met.setdefault(subject, values["unit_at_time"]) != values["unit_at_time"]:
            change.issues.append((row, Issue(issues.UNITS_DIFFER, "unit_at_time")))

    def _first_unit(self, row: Row) -> str:
        """The unit that the first row of this case and officer gave."""
        values = row.values
        subject = hash((values["case_ref"].casefold(), values["officer_ref"].casefold()))
        return self._units_met.get(subject, values["unit_at_time"])

    def _is_refused(self, one: HeldAllegation | None, row: Row, change: HistoryChange) -> bool:
        """Reject a row that would move an allegation to another case or person; say whether it was."""
        if one is None:
            return False
        if one.case_reference.casefold() != row.values["case_ref"].casefold():
            change.rejected.append((row, Issue(issues.CASE_CHANGED, "case_ref")))
            return True
        if not one.is_worked_on and not self.officers.is_one(one.officer_number, row.values["officer_ref"]):
            change.rejected.append((row, Issue(issues.OFFICER_CHANGED, "officer_ref")))
            return True
        return False

    def _compare(self, one: HeldAllegation, row: Row, change: HistoryChange, *, is_changed: bool) -> None:
        differing = self._differing(one, row)
        if one.is_worked_on:
            if differing:
                change.issues.append((row, Issue(issues.KEPT_AS_CHANGED_HERE, "allegation_ref")))
            differing = set()
        if differing:
            change.allegations.append((one, row, differing))
            before, after = _as_words(one), self._row_as_words(row)
            change.note(
                key_of(one.allegation),
                {name: before[name] for name in sorted(differing)},
                {name: after[name] for name in sorted(differing)},
            )
        if differing or is_changed:
            change.changed += 1
        else:
            change.unchanged += 1

    def _differing(self, one: HeldAllegation, row: Row) -> set[str]:
        """What the row says otherwise than the record."""
        values = row.values
        unit = self.units.find(self._first_unit(row))
        pairs: dict[str, tuple[Any, Any]] = {
            "officer": (True, self.officers.is_one(one.officer_number, values["officer_ref"])),
            "category": (one.allegation.category_id, self.codes.category(values["category_code"])),
            "finalised_on": (one.finalised_on, values["closed_date"]),
            "unit_at_time": (one.unit_code, unit.name if unit else ""),
            "finding": (_words(one.finding), values["finding"]),
            "outcome": (_words(one.outcome), values["sanction"]),
            **{name: (getattr(one.allegation, name), values[column]) for name, column in _WORDS.items()},
        }
        return {name for name, (held, wanted) in pairs.items() if held != wanted}

    def _row_as_words(self, row: Row) -> dict[str, Any]:
        values = row.values
        return {
            "category": self.codes.category(values["category_code"]) or values["category_code"],
            "finalised_on": values["closed_date"],
            "unit_at_time": self._first_unit(row),
            "finding": values["finding"],
            "outcome": values["sanction"],
            **{name: values[column] for name, column in _WORDS.items()},
        }


def _as_words(one: HeldAllegation) -> dict[str, Any]:
    return {
        "category": one.allegation.category_id,
        "finalised_on": one.finalised_on,
        "unit_at_time": one.unit_code,
        "finding": _words(one.finding),
        "outcome": _words(one.outcome),
        **{name: getattr(one.allegation, name) for name in _WORDS},
    }


def _words(ruling: HeldRuling | None) -> str:
    return ruling.as_recorded if ruling else ""
