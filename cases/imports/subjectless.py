"""Comparing a chunk of cases without any subject with what is held."""

from cases.actions import history
from cases.imports.case_plan import CasePlanner
from cases.imports.changes import HistoryChange
from cases.imports.issues import HAS_SUBJECTS
from cases.imports.places import Places
from cases.imports.survey import HistorySurvey
from cases.models import Case
from misconduct.accounts.permissions import Doer
from misconduct.imports.importer import Row
from misconduct.imports.issues import Issue
from misconduct.imports.models import ImportRun


class SubjectlessWriter:
    """Plans and writes such cases chunk by chunk."""

    def __init__(self, survey: HistorySurvey) -> None:
        self.places = Places()
        self._cases = CasePlanner(survey)

    def plan(self, rows: list[Row]) -> HistoryChange:
        """Compare the rows with the cases held. Writes nothing."""
        change = HistoryChange()
        changed = self._cases.plan(rows, change)
        change.created = change.records["cases"] = len(change.new_cases)
        change.changed = len(changed)
        change.unchanged = len(rows) - change.created - change.changed - len(change.rejected)
        references = [row.values["case_ref"] for row in rows]
        with_subjects = set(
            Case.objects.filter(reference__in=references, subjects__isnull=False).values_list("reference", flat=True)
        )
        for row in rows:
            if row.values["case_ref"] in with_subjects:
                change.issues.append((row, Issue(HAS_SUBJECTS, "case_ref")))
        return change

    def apply(self, plan: HistoryChange, *, run: ImportRun, by: Doer) -> None:
        """Write what was planned."""
        history.take_in_cases(plan=plan, places=self.places, run=run, by=by)
