"""What an app declares to have a kind of file imported. Everything else about an import is the same for all."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import QuerySet

from misconduct.accounts.permissions import Doer
from misconduct.imports import cells
from misconduct.imports.issues import Issue
from misconduct.imports.models import ImportRun


@dataclass(frozen=True)
class Column:
    """One column of a layout. `read` is given the cell when it is not blank; `blank` is the value when it is."""

    name: str
    read: Callable[[str], Any] = cells.text
    blank: Any = ""
    is_needed: bool = False
    """A row without a value here is rejected, and so is one with a spreadsheet error."""
    is_key: bool = False
    """A spreadsheet error here says nothing about the row: it is rejected. A blank may still mean something."""
    may_be_missing: bool = False
    """A file without this column is still taken."""


@dataclass(slots=True)
class Row:
    """One row of a file: as it stood, as it was read, and what there is to say about it."""

    line: int
    cells: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    warnings: list[Issue] = field(default_factory=list)
    rejection: Issue | None = None
    is_repeat: bool = False


class Survey(Protocol):
    """Facts about the whole file, gathered before any of it is written."""

    def see(self, row: Row) -> None:
        """Take note of an accepted row."""

    def warnings(self) -> dict[str, dict[str, Any]]:
        """Further warnings, or further counts of warnings already given, by code."""

    def figures(self) -> dict[str, Any]:
        """What else the file says about itself."""


class Plan(Protocol):
    """What one chunk of rows would change."""

    created: int
    changed: int
    unchanged: int
    records: Counter[str]
    issues: list[tuple[Row, Issue]]
    rejected: list[tuple[Row, Issue]]
    before: dict[str, dict[str, Any]]
    after: dict[str, dict[str, Any]]


class Writer(Protocol):
    """Plans and writes the chunks of one run, in the order of the file. It may remember what it met."""

    def plan(self, rows: list[Row]) -> Plan:
        """Compare the rows with what is held. Writes nothing."""

    def apply(self, plan: Any, *, run: ImportRun, by: Doer) -> None:
        """Write what was planned, through an action, in the caller's transaction."""


@dataclass(frozen=True)
class Importer:
    """One kind of file. `key` names the column that tells its rows apart."""

    kind: str
    columns: tuple[Column, ...]
    key: str
    inspect: Callable[[Row], Iterable[Issue]]
    survey: Callable[[], Survey]
    writer: Callable[[Any], Writer]
    created: Callable[[ImportRun], list[QuerySet]]
    """The rows that a run created and still stand, those that others refer to last."""
    worked_on: Callable[[ImportRun], list[str]]
    """What people have done since with rows of a run, in words. Whatever is listed keeps it from being rolled back."""


@dataclass
class Change:
    """What a plan holds on every chunk, whatever the kind."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    records: Counter[str] = field(default_factory=Counter)
    issues: list[tuple[Row, Issue]] = field(default_factory=list)
    rejected: list[tuple[Row, Issue]] = field(default_factory=list)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)
    after: dict[str, dict[str, Any]] = field(default_factory=dict)

    def note(self, key: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Put what one record was and becomes on record."""
        self.before.setdefault(key, {}).update(before)
        self.after.setdefault(key, {}).update(after)
