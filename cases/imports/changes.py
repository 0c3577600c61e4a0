"""What a chunk of a case history changes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases.imports.survey import CaseFacts
from cases.models import Allegation, Case
from misconduct.imports.importer import Change, Row


@dataclass(slots=True)
class HeldRuling:
    """The finding or outcome in force on an imported allegation."""

    pk: int
    value_id: int
    as_recorded: str


@dataclass(slots=True)
class HeldAllegation:
    """An imported allegation as it is held, with the subject it was imported against."""

    allegation: Allegation
    case_reference: str
    is_worked_on: bool
    pair_id: int
    finalised_on: date | None
    subject_id: int
    officer_number: str
    unit_code: str
    finding: HeldRuling | None = None
    outcome: HeldRuling | None = None


@dataclass
class HistoryChange(Change):
    """Rows to write, and what must exist first. Everything is named by reference: some is yet to be created."""

    units: list[str] = field(default_factory=list)
    officers: list[str] = field(default_factory=list)
    categories: list[Row] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    new_cases: list[tuple[str, CaseFacts]] = field(default_factory=list)
    new_rows: list[Row] = field(default_factory=list)
    cases: list[tuple[Case, dict[str, Any]]] = field(default_factory=list)
    allegations: list[tuple[HeldAllegation, Row, set[str]]] = field(default_factory=list)
