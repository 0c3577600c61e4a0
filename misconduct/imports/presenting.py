"""A run's counts in the words and the order of its page."""

from dataclasses import dataclass
from typing import Any

from misconduct.imports.models import ImportRun

_RECORDS = {
    "officers": "People",
    "postings": "Postings",
    "units": "Units",
    "cases": "Cases",
    "allegations": "Allegations",
    "subjects": "Subjects",
    "decisions": "Findings",
    "outcomes": "Outcomes",
    "codes": "Codes",
}
_FIGURES = {
    "cases": "Cases in the file",
    "category_codes": "Category codes",
    "category_labels": "Category labels",
    "sanction_raw_values": "Spellings of a sanction",
    "sanction_values_after_case_folding": "Spellings of a sanction, capitals aside",
}
_FURTHER = ("codes", "labels", "values", "values_after_case_folding")


@dataclass(frozen=True)
class Found:
    """One line of the table of warnings, or of reasons."""

    code: str
    meaning: str
    rows: int
    cases: int | None
    lines: list[int]
    further: list[tuple[str, int]]
    """Other things that were counted, such as labels for codes."""


class RunFigures:
    """What there is to tell of a run; empty before the file has been looked at."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.counts: dict[str, Any] = run.counts

    @property
    def has_any(self) -> bool:
        return bool(self.counts)

    @property
    def is_preview(self) -> bool:
        """Whether these say what would happen rather than what did."""
        return self.run.status in (ImportRun.Status.PREVIEWED, ImportRun.Status.QUEUED)

    @property
    def totals(self) -> list[tuple[str, int]]:
        """Rows by what becomes of them."""
        names = (
            ("created", "New"),
            ("changed", "Changed"),
            ("unchanged", "Already held"),
            ("rejected", "Rejected"),
        )
        return [(label, self.counts[name]) for name, label in names]

    @property
    def records(self) -> list[tuple[str, int]]:
        """Records created, by kind."""
        made = self.counts.get("records", {})
        return [(label, made[name]) for name, label in _RECORDS.items() if made.get(name)]

    @property
    def figures(self) -> list[tuple[str, int]]:
        """What else the file says about itself."""
        return [(label, self.counts[name]) for name, label in _FIGURES.items() if name in self.counts]

    @property
    def blank_cells(self) -> list[tuple[str, int]]:
        """Columns with blank cells, in the order of the file."""
        blank = self.counts.get("blank_cells", {})
        return [(name, blank[name]) for name in self.counts.get("header", []) if blank.get(name)]

    @property
    def warnings(self) -> list[Found]:
        """Warnings, those on most rows first."""
        return _found(self.run.warnings)

    @property
    def rejections(self) -> list[Found]:
        """Reasons of rejection, those of most rows first."""
        return _found(self.counts.get("rejections", {}))


def _found(entries: dict[str, dict[str, Any]]) -> list[Found]:
    found = [
        Found(
            code,
            entry["meaning"],
            entry.get("rows", 0),
            entry.get("cases"),
            entry.get("lines", []),
            [(name.replace("_", " "), count) for name, count in entry.items() if name in _FURTHER],
        )
        for code, entry in entries.items()
    ]
    return sorted(found, key=lambda one: (-one.rows, one.code))
