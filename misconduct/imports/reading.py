"""Opening a file and reading its rows. What is wrong with the file as a whole is refused in one sentence."""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from misconduct.core.errors import Refused
from misconduct.core.wording import listed
from misconduct.imports import cells
from misconduct.imports.importer import Column, Row
from misconduct.imports.issues import (
    BLANK_LINE,
    BROKEN_QUOTES,
    HEADER_TIDIED,
    NUL_CHARACTER,
    UNKNOWN_COLUMN,
    WRONG_NUMBER_OF_CELLS,
    Issue,
)

_EXTENSIONS = (".csv", ".csv.gz")
_GZIP = b"\x1f\x8b"
_SIGNATURES = (
    (b"PK", "an Excel workbook or a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
)
_SAVE_AS = "Save it as “CSV UTF-8 (comma delimited)”."
_SNIFFED = 4096
_MOST_EXPANDED = 50
_ALWAYS_ALLOWED = 64 * 1024 * 1024
_LONGEST_CELL = 1024 * 1024


class FileRefused(Refused):
    """The file cannot be imported at all. The message is one sentence or two that say how to mend it."""


@dataclass
class Table:
    """A file whose header fits a layout. `notes` are findings on the header and on lines that hold no row."""

    path: Path
    columns: tuple[Column, ...]
    names: list[str]
    positions: list[int]
    notes: list[tuple[int, Issue]] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """Every row with its line in the file, unread. A row that cannot be split into cells comes rejected.

        The line is where the row starts, as a text editor counts: a line break inside quotation marks counts too.
        """
        with _opened(self.path) as text:
            lines = _Lines(text)
            reader = csv.reader(lines, strict=True)
            next(reader)
            while (row := self._next(reader)) is not None:
                yield row

    def _next(self, reader: "csv._reader") -> Row | None:  # type: ignore[name-defined] # typeshed's own name
        while True:
            line = reader.line_num + 1
            try:
                found = next(reader)
            except StopIteration:
                return None
            except csv.Error as error:
                return self._broken(line, error)
            if found:
                return self._row(line, found)
            self.notes.append((line, Issue(BLANK_LINE)))

    def _row(self, line: int, found: list[str]) -> Row:
        row = Row(line, found)
        if len(found) != len(self.names):
            row.rejection = Issue(
                WRONG_NUMBER_OF_CELLS, detail=f"The row has {len(found)} cells; the header has {len(self.names)}."
            )
        elif any("\x00" in cell for cell in found):
            row.rejection = Issue(NUL_CHARACTER)
        return row

    def _broken(self, line: int, error: csv.Error) -> Row:
        """A row whose quotes do not match is rejected; one that never ends takes the rest of the file with it."""
        if "end of data" in str(error) or "field larger" in str(error):
            raise FileRefused(f"The quotation mark opened in the row on line {line} is never closed. Mend that row.")
        return Row(line, [], rejection=Issue(BROKEN_QUOTES))


def open_table(path: Path, columns: tuple[Column, ...]) -> Table:
    """Check that the file is a CSV in this layout. Raises FileRefused; the rows are not read yet."""
    check_kind(path, path.name)
    with _opened(path) as text:
        try:
            header = next(csv.reader(_Lines(text), strict=True), [])
        except csv.Error:
            raise FileRefused("The first line is not a header in CSV.") from None
    return _table(path, columns, header)


def check_kind(path: Path, name: str) -> None:
    """Refuse what is missing, empty, or by its name or first bytes not a CSV."""
    if not name.lower().endswith(_EXTENSIONS):
        raise FileRefused("The file is not a CSV: its name must end in .csv or .csv.gz.")
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFFED)
    except OSError as error:
        raise FileRefused(f"{path} cannot be read: {(error.strerror or 'unknown error').lower()}.") from None
    refuse_by_content(start, is_gzip=name.lower().endswith(".gz"))


def refuse_by_content(start: bytes, *, is_gzip: bool) -> None:
    """Refuse a file by its first bytes. Raises FileRefused."""
    if not start:
        raise FileRefused("The file is empty.")
    if is_gzip != start.startswith(_GZIP):
        raise FileRefused(
            "The file ends in .gz but is not compressed with gzip."
            if is_gzip
            else "The file is compressed with gzip. Let its name end in .csv.gz."
        )
    for signature, description in _SIGNATURES:
        if start.startswith(signature):
            raise FileRefused(f"The file is {description}, not a CSV. {_SAVE_AS}")
    if not is_gzip and start.count(0) > len(start) // 20:
        raise FileRefused(f"The file is not text. {_SAVE_AS}")


def digest(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file and its size in bytes."""
    sha256, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(1024 * 1024):
            sha256.update(block)
            size += len(block)
    return sha256.hexdigest(), size


class _Lines:
    """The lines of a file. What cannot be decoded or unpacked is told by its line."""

    def __init__(self, text: IO[str]) -> None:
        self.text = text
        self.count = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        self.count += 1
        try:
            return next(self.text)
        except UnicodeDecodeError:
            raise FileRefused(f"The file is not UTF-8, near line {self.count}. {_SAVE_AS}") from None
        except (EOFError, OSError, zlib.error):
            raise FileRefused(f"The file is cut short or damaged, near line {self.count}. Copy it again.") from None


class _Expanding(io.BufferedReader):
    """Reads a compressed file, and stops when it grows beyond all measure."""

    def __init__(self, raw: gzip.GzipFile, most: int) -> None:
        super().__init__(raw, 1024 * 1024)
        self.left = most

    def read1(self, size: int = -1, /) -> bytes:
        block = super().read1(size)
        self.left -= len(block)
        if self.left < 0:
            raise FileRefused("The file unpacks to far more than its size. Send it unpacked, in parts.")
        return block


def _opened(path: Path) -> io.TextIOWrapper:
    csv.field_size_limit(_LONGEST_CELL)
    if path.name.lower().endswith(".gz"):
        most = max(path.stat().st_size * _MOST_EXPANDED, _ALWAYS_ALLOWED)
        return io.TextIOWrapper(_Expanding(gzip.GzipFile(path), most), encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _table(path: Path, columns: tuple[Column, ...], header: list[str]) -> Table:
    names = [name.strip().strip(cells.INVISIBLE).strip().lower() for name in header]
    if len(names) == 1 and ";" in names[0]:
        raise FileRefused(f"The cells are separated by semicolons. {_SAVE_AS}")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise FileRefused(f"The column {twice[0]} stands twice in the header.")
    missing = [column.name for column in columns if column.name not in names and not column.may_be_missing]
    if missing:
        raise FileRefused(f"The file lacks {_columns(missing)}. The header is its first line.")
    known = {column.name for column in columns}
    table = Table(path, tuple(column for column in columns if column.name in names), names, [])
    table.positions = [names.index(column.name) for column in table.columns]
    for original, name in zip(header, names, strict=True):
        if name not in known:
            table.notes.append((1, Issue(UNKNOWN_COLUMN, column=original, detail=f"Column “{cells.shown(original)}”.")))
        elif original != name:
            table.notes.append((1, Issue(HEADER_TIDIED, column=name, detail=f"“{cells.shown(original)}”.")))
    return table


def _columns(names: list[str]) -> str:
    return f"the column{'' if len(names) == 1 else 's'} {listed(names)}"
