"""Judging each row by itself and among the rows before it, before anything is compared with what is held."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from misconduct.imports import cells
from misconduct.imports.importer import Column, Importer, Row
from misconduct.imports.issues import (
    BAD_VALUE,
    BLANK_CELL,
    CONFLICTING_ROW,
    ERROR_CELL,
    FUTURE_DATE,
    GUARD_REMOVED,
    REPEATED_ROW,
    SPACES_TRIMMED,
    BadCell,
    Issue,
)
from misconduct.imports.reading import Table


class Examiner:
    """Goes through a table once. The same file examined again on the same day gives the same verdicts."""

    def __init__(self, importer: Importer, table: Table, *, today: date) -> None:
        self.importer = importer
        self.table = table
        self.today = today
        self.blank_cells: Counter[str] = Counter({column.name: 0 for column in table.columns})
        self._seen: dict[str, tuple[int, int]] = {}

    def __iter__(self) -> Iterator[Row]:
        """Every row of the file: accepted with its values, rejected, or a repeat of one before it."""
        for row in self.table.rows():
            if row.rejection is None:
                self._read(row)
            if row.rejection is None:
                self._compare(row)
            yield row

    def _read(self, row: Row) -> None:
        for column, position in zip(self.table.columns, self.table.positions, strict=True):
            cell = row.cells[position]
            value = self._tidied(cell, column, row)
            if not value:
                self.blank_cells[column.name] += 1
                row.values[column.name] = column.blank
                if column.is_needed:
                    _reject(row, Issue(BLANK_CELL, column.name, f"{column.name} is blank. It must be filled."))
                continue
            try:
                row.values[column.name] = column.read(value)
            except BadCell as problem:
                _reject(row, Issue(BAD_VALUE, column.name, f"{column.name}: {problem}"))

    def _tidied(self, cell: str, column: Column, row: Row) -> str:
        """The cell without what spreadsheets add to it. Whatever is taken off is told."""
        value = cell.strip()
        if value and (value[0] in cells.INVISIBLE or value[-1] in cells.INVISIBLE):
            value = value.strip(cells.INVISIBLE).strip()
        if value != cell:
            _warn(row, Issue(SPACES_TRIMMED, column.name))
        if not value:
            return ""
        if value[0] == "#" and value.upper() in cells.ERROR_CELLS:
            return _without_error(value, column, row)
        if value[0] == "'" and value[1:2] and value[1] in cells.FORMULA_STARTS:
            _warn(row, Issue(GUARD_REMOVED, column.name))
            return value[1:]
        return value

    def _compare(self, row: Row) -> None:
        for name, value in row.values.items():
            if isinstance(value, date) and value > self.today:
                _warn(row, Issue(FUTURE_DATE, name, f"{name} is {value}, which is still to come."))
        for issue in self.importer.inspect(row):
            _warn(row, issue)
        key = row.values[self.importer.key].casefold()
        content = hash(tuple(value for name, value in row.values.items() if name != self.importer.key))
        line, earlier = self._seen.setdefault(key, (row.line, content))
        if line == row.line:
            return
        detail = f"{self.importer.key} {row.values[self.importer.key]} stands on line {line} already"
        if earlier == content:
            row.is_repeat = True
            _warn(row, Issue(REPEATED_ROW, self.importer.key, f"{detail}, with the same content."))
        else:
            _reject(row, Issue(CONFLICTING_ROW, self.importer.key, f"{detail}, with different content."))


def _without_error(value: str, column: Column, row: Row) -> str:
    if column.is_needed or column.is_key:
        _reject(row, Issue(BAD_VALUE, column.name, f"{column.name} holds the spreadsheet error {value}."))
        return ""
    _warn(row, Issue(ERROR_CELL, column.name, f"{column.name} held {value}. It was read as blank."))
    return ""


def _warn(row: Row, issue: Issue) -> None:
    row.warnings.append(issue)


def _reject(row: Row, issue: Issue) -> None:
    """The first reason counts."""
    if row.rejection is None:
        row.rejection = issue
