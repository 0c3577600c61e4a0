"""Counting what was found, and keeping the first lines of each kind."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from misconduct.imports.importer import Row
from misconduct.imports.issues import Issue
from misconduct.imports.models import ImportIssue, ImportRun

KEPT_PER_WARNING = 100
SHOWN_LINES = 10


class Tally:
    """Counts rows by warning and by reason of rejection. Warnings keep their first 100 lines; rejections all."""

    def __init__(self) -> None:
        self.warnings: dict[str, dict[str, Any]] = {}
        self.rejections: dict[str, dict[str, Any]] = {}
        self._kept: list[ImportIssue] = []
        self._per_code: dict[str, int] = defaultdict(int)

    def see(self, row: Row) -> None:
        """Count a row once for each of its kinds of warning, or for why it was rejected."""
        if row.rejection is not None:
            self.reject(row.line, row.rejection, row.cells)
            return
        if row.warnings:
            self.warn(row.line, row.warnings)

    def warn(self, line: int, issues: Iterable[Issue]) -> None:
        """Count these warnings on a line: rows once, cells each."""
        counted = set()
        for issue in issues:
            code = issue.kind.code
            entry = self.warnings.setdefault(code, _entry(issue))
            entry["cells"] += 1
            if code not in counted:
                counted.add(code)
                _count(entry, line)
            if self._per_code[code] < KEPT_PER_WARNING:
                self._per_code[code] += 1
                self._keep(line, issue, ImportIssue.Level.WARNING, None)

    def reject(self, line: int, issue: Issue, cells: list[str]) -> None:
        """Count a row that is not taken, and keep it as it stood."""
        _count(self.rejections.setdefault(issue.kind.code, _entry(issue)), line)
        whole = [cell.replace("\x00", "\ufffd") for cell in cells]
        self._keep(line, issue, ImportIssue.Level.REJECTED, whole)

    @property
    def rejects(self) -> list[tuple[int, str, list[str]]]:
        """Every rejected row: its line, why, and its cells."""
        return [
            (issue.line, issue.message, issue.row or [])
            for issue in self._kept
            if issue.level == ImportIssue.Level.REJECTED
        ]

    def _keep(self, line: int, issue: Issue, level: str, cells: list[str] | None) -> None:
        self._kept.append(
            ImportIssue(
                line=line, level=level, code=issue.kind.code, column=issue.column, message=issue.message, row=cells
            )
        )

    def issues_of(self, run: ImportRun) -> list[ImportIssue]:
        """What was kept, as rows of the run. Not saved."""
        for issue in self._kept:
            issue.run = run
        return self._kept


def merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Two counts of the same shape as one: numbers are added, lines joined, words kept."""
    result = dict(first)
    for name, value in second.items():
        held = result.get(name)
        if isinstance(value, dict):
            result[name] = merged(held or {}, value)
        elif isinstance(value, list):
            result[name] = [*(held or []), *value][:SHOWN_LINES]
        elif isinstance(value, bool) or not isinstance(value, int | float):
            result[name] = held or value
        else:
            result[name] = (held or 0) + value
    return result


def _entry(issue: Issue) -> dict[str, Any]:
    return {"rows": 0, "cells": 0, "meaning": issue.kind.meaning, "lines": []}


def _count(entry: dict[str, Any], line: int) -> None:
    entry["rows"] += 1
    if len(entry["lines"]) < SHOWN_LINES:
        entry["lines"].append(line)
