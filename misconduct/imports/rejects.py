"""Rejected rows as a CSV in the columns they came in, to be mended and sent again."""

import csv
from collections.abc import Iterable, Iterator
from typing import IO

from misconduct.imports import cells

FIRST_COLUMNS = ("line", "reason")


def guarded(cell: str) -> str:
    """The cell with a ' before what a spreadsheet would run as a formula. An import takes it off again."""
    return f"'{cell}" if cell[:1] and cell[0] in cells.FORMULA_STARTS else cell


def lines(header: list[str], rejects: Iterable[tuple[int, str, list[str]]]) -> Iterator[list[str]]:
    """The header, then each rejected row: its line in the file, why, and its cells as they stood."""
    yield [*FIRST_COLUMNS, *(guarded(name) for name in header)]
    for line, reason, row in rejects:
        yield [str(line), guarded(reason), *(guarded(cell) for cell in row)]


class _Echo:
    """Hands back each line that a writer writes."""

    def write(self, line: str) -> str:
        return line


def text(header: list[str], rejects: Iterable[tuple[int, str, list[str]]]) -> Iterator[str]:
    """The same as text, line by line, with the mark by which a spreadsheet knows UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in lines(header, rejects):
        yield writer.writerow(row)


def write(file: IO[str], header: list[str], rejects: Iterable[tuple[int, str, list[str]]]) -> int:
    """Write them, and say how many."""
    writer = csv.writer(file)
    count = -1
    for row in lines(header, rejects):
        writer.writerow(row)
        count += 1
    return count
