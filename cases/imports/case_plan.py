"""Comparing the cases of a chunk with those held: whole cases, whichever rows tell of them."""

from datetime import date
from typing import Any

from cases.imports.changes import HistoryChange
from cases.imports.held import cases_by_reference, closings_by_case, is_worked_on
from cases.imports.issues import CASE_DATES_DIFFER, KEPT_AS_CHANGED_HERE, REFERENCE_TAKEN
from cases.imports.survey import CaseFacts, HistorySurvey, earliest, latest
from cases.models import Case
from cases.stages import Stage
from misconduct.audit.querysets import key_of
from misconduct.imports.importer import Row
from misconduct.imports.issues import CAPITALS_DIFFER, Issue


class CasePlanner:
    """Finds or plans the cases of each chunk. A case is compared once in a run."""

    def __init__(self, survey: HistorySurvey) -> None:
        self.survey = survey
        self._names: dict[str, str] = {}

    def plan(self, rows: list[Row], change: HistoryChange) -> set[int]:
        """Add new and changed cases to the change; answer the lines of the rows that told of a changed case.

        Rows of a case that was logged here, not imported, are rejected.
        """
        unmet = {row.values["case_ref"] for row in rows if row.values["case_ref"].casefold() not in self._names}
        held = cases_by_reference(unmet) if unmet else {}
        closings = closings_by_case(case.pk for case in held.values())
        changed = set()
        for row in rows:
            reference = row.values["case_ref"]
            case = held.get(reference.casefold())
            if case is not None and case.import_run_id is None:
                change.rejected.append((row, Issue(REFERENCE_TAKEN, "case_ref")))
            elif self._is_met(reference, case, row, change):
                continue
            elif case is None:
                change.new_cases.append((reference, self._facts(reference, row, change)))
            elif self._compare(case, closings.get(case.pk, []), row, change):
                changed.add(row.line)
        return changed

    def _is_met(self, reference: str, case: Case | None, row: Row, change: HistoryChange) -> bool:
        """Whether an earlier row told of this case already. Other capitals are told."""
        folded = reference.casefold()
        is_met = folded in self._names
        name = self._names.setdefault(folded, case.reference if case else reference)
        if name != reference:
            change.issues.append((row, Issue(CAPITALS_DIFFER, "case_ref", f"{reference} was taken as {name}.")))
        return is_met

    def _facts(self, reference: str, row: Row, change: HistoryChange) -> CaseFacts:
        facts = self.survey.facts(reference)
        if facts.dates_differ:
            change.issues.append((row, Issue(CASE_DATES_DIFFER, "received_date")))
        return facts

    def _combined(self, facts: CaseFacts, case: Case, closings: list[tuple[str, date | None]]) -> CaseFacts:
        """The file's facts with those of allegations that are held but not in the file."""
        others = [closed for reference, closed in closings if not self.survey.mentions(reference)]
        if not others:
            return facts
        combined = CaseFacts(
            earliest(facts.received_on, case.received_on),
            earliest(facts.incident_from, case.incident_from),
            latest(facts.incident_to, case.incident_to),
            facts.last_closed_on,
            facts.all_closed and None not in others,
        )
        for closed in others:
            combined.last_closed_on = latest(combined.last_closed_on, closed)
        return combined

    def _compare(self, case: Case, closings: list[tuple[str, date | None]], row: Row, change: HistoryChange) -> bool:
        facts = self._facts(row.values["case_ref"], row, change)
        wanted = case_values(self._combined(facts, case, closings))
        differing = {name: value for name, value in wanted.items() if getattr(case, name) != value}
        if not differing:
            return False
        if is_worked_on(case):
            change.issues.append((row, Issue(KEPT_AS_CHANGED_HERE, "case_ref")))
            return False
        change.note(key_of(case), {name: getattr(case, name) for name in differing}, differing)
        change.cases.append((case, differing))
        return True


def case_values(facts: CaseFacts) -> dict[str, Any]:
    """The fields of a case that the file decides."""
    return {
        "received_on": facts.received_on,
        "incident_from": facts.incident_from,
        "incident_to": facts.incident_to if facts.incident_to != facts.incident_from else None,
        "stage": Stage.CLOSED if facts.closed_on else Stage.RECEIVED,
        "closed_on": facts.closed_on,
    }
