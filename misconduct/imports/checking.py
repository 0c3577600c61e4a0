"""The first pass over a file: every row judged, nothing written, the whole file surveyed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from misconduct.imports.examining import Examiner
from misconduct.imports.importer import Importer, Survey
from misconduct.imports.reading import open_table
from misconduct.imports.tally import Tally, merged

_TOLD_EVERY = 10_000


@dataclass
class Check:
    """What a file holds. `counts` are those known before the rows are compared with what is held."""

    rows: int
    rejected: int
    tally: Tally
    survey: Survey
    blank_cells: dict[str, int]
    header: list[str]

    @property
    def counts(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "accepted": self.rows - self.rejected,
            "rejected": self.rejected,
            "rejections": self.tally.rejections,
            "created": 0,
            "changed": 0,
            "unchanged": 0,
            "records": {},
            "blank_cells": self.blank_cells,
            "header": self.header,
            **self.survey.figures(),
        }

    @property
    def warnings(self) -> dict[str, Any]:
        return merged(self.tally.warnings, self.survey.warnings())


def check(importer: Importer, path: Path, *, today: date, told: Callable[[int], None] = lambda rows: None) -> Check:
    """Read the whole file and judge each row. Raises FileRefused when it is not what it should be.

    `told` is called now and then with the number of rows read.
    """
    table = open_table(path, importer.columns)
    examiner = Examiner(importer, table, today=today)
    tally, survey = Tally(), importer.survey()
    rows = rejected = 0
    for row in examiner:
        rows += 1
        tally.see(row)
        if row.rejection is not None:
            rejected += 1
        elif not row.is_repeat:
            survey.see(row)
        if rows % _TOLD_EVERY == 0:
            told(rows)
    for line, issue in table.notes:
        tally.warn(line, [issue])
    return Check(rows, rejected, tally, survey, dict(examiner.blank_cells), table.names)
