"""Counting what a file would change, without changing anything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from misconduct.imports.actions.writing import CHUNK_ROWS, added_up, with_warnings
from misconduct.imports.checking import Check, check
from misconduct.imports.examining import Examiner
from misconduct.imports.importer import Importer, Row
from misconduct.imports.issues import Issue
from misconduct.imports.reading import open_table


@dataclass
class Preview:
    """What an import would do, and what it would leave out."""

    check: Check
    counts: dict[str, Any]
    warnings: dict[str, Any]
    rejected: list[tuple[Row, Issue]]


def preview(importer: Importer, path: Path, *, today: date, told: Callable[[int], None] = lambda rows: None) -> Preview:
    """Judge every row and compare it with what is held. Raises FileRefused. `told` hears of the progress, in rows."""
    found = check(importer, path, today=today)
    counts, warnings = found.counts, found.warnings
    rejected: list[tuple[Row, Issue]] = []
    writer = importer.writer(found.survey)
    rows = iter(Examiner(importer, open_table(path, importer.columns), today=today))
    done = 0
    while chunk := list(islice(rows, CHUNK_ROWS)):
        plan = writer.plan([row for row in chunk if row.rejection is None and not row.is_repeat])
        counts = added_up(counts, plan, repeats=sum(row.is_repeat for row in chunk))
        warnings = with_warnings(warnings, plan)
        rejected += plan.rejected
        done += len(chunk)
        told(done)
    return Preview(found, counts, warnings, rejected)
