"""What the commands that import a file share: arguments, messages, the report in words and as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from misconduct.accounts.permissions import SystemActor
from misconduct.core.errors import Refused
from misconduct.core.wording import listed
from misconduct.imports import rejects
from misconduct.imports.actions import runs
from misconduct.imports.models import ImportIssue
from misconduct.imports.previewing import preview
from misconduct.imports.reading import open_table
from misconduct.imports.registry import importer_for
from misconduct.imports.tally import merged

_BAD_INPUT = 2
_OF_ONE_FILE = ("run", "file", "kind", "header")
_TOTALS = ("rows", "accepted", "created", "changed", "unchanged", "rejected")


class ImportCommand(BaseCommand):
    """Imports one file or several. Bad input is a sentence on standard error and exit code 2, with nothing changed."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="A .csv or .csv.gz file.")
        parser.add_argument("--dry-run", action="store_true", help="Count what would change, and change nothing.")
        parser.add_argument("--rejects", type=Path, metavar="OUT", help="Write the rejected rows to this CSV.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object and nothing else.")

    def take_in(self, files: Sequence[tuple[str, Path]], options: dict[str, Any]) -> None:
        """Import the files in this order and report on all of them together."""
        try:
            for kind, path in files:
                open_table(path, importer_for(kind).columns)
            with _Rejects(options["rejects"]) as rejected:
                reports = [self._one(kind, path, options["dry_run"], rejected) for kind, path in files]
        except Refused as refusal:
            self.stderr.write(refusal.message)
            raise SystemExit(_BAD_INPUT) from None
        self._tell(reports, options)

    def _one(self, kind: str, path: Path, dry_run: bool, rejected: "_Rejects") -> dict[str, Any]:
        began = monotonic()
        header = open_table(path, importer_for(kind).columns).names
        report: dict[str, Any] = {"kind": str(kind), "file": str(path)}
        if dry_run:
            found = preview(importer_for(kind), path, today=timezone.localdate())
            rows = [(row.line, issue.message, row.cells) for row, issue in found.rejected]
            rejected.add(kind, header, sorted([*found.check.tally.rejects, *rows], key=lambda one: one[0]))
            report |= {**found.counts, "warnings": found.warnings}
        else:
            run = runs.import_file(kind=kind, path=path, by=SystemActor(f"import_{kind}"))
            left_out = run.issues.filter(level=ImportIssue.Level.REJECTED).values_list("line", "message", "row")
            rejected.add(kind, header, left_out.order_by("line").iterator())
            report |= {"run": run.pk, **run.counts, "warnings": run.warnings}
        return {**report, "seconds": round(monotonic() - began, 1)}

    def _tell(self, reports: list[dict[str, Any]], options: dict[str, Any]) -> None:
        total: dict[str, Any] = {}
        for report in reports:
            total = merged(total, {name: value for name, value in report.items() if name not in _OF_ONE_FILE})
        total["dry_run"] = options["dry_run"]
        if options["json"]:
            total["seconds"] = round(total["seconds"], 1)
            self.stdout.write(json.dumps({**total, "files": reports}, default=str))
            return
        would = "Would import" if options["dry_run"] else "Imported"
        names = listed(Path(report["file"]).name for report in reports)
        self.stdout.write(f"{would} {names} in {total['seconds']:.0f} seconds.")
        for name in _TOTALS:
            self.stdout.write(f"  {name:<10}{total[name]:>12,}")
        for title in ("warnings", "rejections"):
            for code, entry in sorted(total[title].items()):
                self.stdout.write(f"  {title[:-1]} {code}: {_counted(entry)}. {entry['meaning']}")


class _Rejects:
    """The file of rejected rows, where one was asked for. It is opened before anything is imported."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def __enter__(self) -> "_Rejects":
        try:
            self.file = self.path.open("w", encoding="utf-8-sig", newline="") if self.path else None
        except OSError as error:
            raise Refused(f"{self.path} cannot be written: {(error.strerror or 'unknown error').lower()}.") from None
        return self

    def add(self, kind: str, header: list[str], found: Any) -> None:
        """Write what one file left out. A second file has other columns: its rows go beside, under its kind."""
        if self.path is None or self.file is None:
            return
        if self.file.tell():
            self.file.close()
            self.file = self.path.with_name(f"{self.path.stem}-{kind}.csv").open("w", encoding="utf-8-sig", newline="")
        rejects.write(self.file, header, ((line, reason, row or []) for line, reason, row in found))

    def __exit__(self, *exception: object) -> None:
        if self.file:
            self.file.close()


def _counted(entry: dict[str, Any]) -> str:
    parts = [f"{value:,} {name}" for name, value in entry.items() if isinstance(value, int) and name != "cells"]
    return ", ".join(parts)
