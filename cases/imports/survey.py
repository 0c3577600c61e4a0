"""Facts of whole cases, gathered over a file: a case's rows may stand anywhere in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.imports import issues
from cases.imports.wording import CategoryWords, SanctionWords
from misconduct.imports.importer import Row

_OLDEST_USUAL = date(1960, 1, 1)


@dataclass(slots=True)
class CaseFacts:
    """What the rows of one case say together."""

    received_on: date | None = None
    incident_from: date | None = None
    incident_to: date | None = None
    last_closed_on: date | None = None
    all_closed: bool = True
    dates_differ: bool = False

    @property
    def closed_on(self) -> date | None:
        """The day the last row was closed, once all are."""
        return self.last_closed_on if self.all_closed else None


class HistorySurvey:
    """Cases of a file by reference, and the words it uses."""

    def __init__(self) -> None:
        self.cases: dict[str, CaseFacts] = {}
        self.references: set[int] = set()
        self._categories = CategoryWords()
        self._sanctions = SanctionWords()

    def see(self, row: Row) -> None:
        values = row.values
        self._see_dates(values["case_ref"], values["received_date"], values["incident_date"], values["closed_date"])
        if "allegation_ref" in values:
            self.references.add(hash(values["allegation_ref"]))
            self._categories.see(row)
            self._sanctions.see(row)

    def facts(self, reference: str) -> CaseFacts:
        """The facts of a case of the file."""
        return self.cases[reference.casefold()]

    def mentions(self, allegation_reference: str) -> bool:
        """Whether an allegation has a row in the file."""
        return hash(allegation_reference) in self.references

    def warnings(self) -> dict[str, dict[str, Any]]:
        cases = list(self.cases.values())
        counts = {
            issues.CLOSED_BEFORE_RECEIVED: sum(_is_before(case.last_closed_on, case.received_on) for case in cases),
            issues.INCIDENT_AFTER_RECEIVED: sum(_is_before(case.received_on, case.incident_from) for case in cases),
            issues.INCIDENT_BEFORE_1960: sum(_is_before(case.incident_from, _OLDEST_USUAL) for case in cases),
            issues.CLOSED_BLANK: sum(not case.all_closed for case in cases),
            issues.CASE_DATES_DIFFER: sum(case.dates_differ for case in cases),
        }
        found = {kind.code: {"cases": count, "meaning": kind.meaning} for kind, count in counts.items() if count}
        return {**found, **self._categories.warnings(), **self._sanctions.warnings()}

    def figures(self) -> dict[str, Any]:
        return {"cases": len(self.cases), **self._categories.figures(), **self._sanctions.figures()}

    def _see_dates(self, reference: str, received: date | None, incident: date | None, closed: date | None) -> None:
        case = self.cases.get(reference.casefold())
        if case is None:
            self.cases[reference.casefold()] = CaseFacts(received, incident, incident, closed, closed is not None)
            return
        before = (case.received_on, case.incident_from, case.incident_to, case.last_closed_on)
        case.dates_differ |= before != (received, incident, incident, closed)
        case.received_on = earliest(case.received_on, received)
        case.incident_from = earliest(case.incident_from, incident)
        case.incident_to = latest(case.incident_to, incident)
        case.last_closed_on = latest(case.last_closed_on, closed)
        case.all_closed &= closed is not None


def earliest(first: date | None, second: date | None) -> date | None:
    """The earlier of two days, or the one that is known."""
    return min(first, second) if first and second else first or second


def latest(first: date | None, second: date | None) -> date | None:
    """The later of two days, or the one that is known."""
    return max(first, second) if first and second else first or second


def _is_before(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first < second
