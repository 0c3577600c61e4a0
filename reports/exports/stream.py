"""A CSV straight from PostgreSQL's COPY, in constant memory, from one snapshot of the data."""

import csv
import hashlib
import io
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.db import connections, transaction

CHUNK = 256 * 1024
BYTE_ORDER_MARK = "\ufeff".encode()


class BrokenOff(Exception):  # noqa: N818 - named for what went wrong, as every exception here
    """The database stopped in the middle of an export."""


@dataclass
class CopyStream:
    """The file's bytes, one chunk after another. The figures are final once it is read to its end.

    The COPY runs in a thread with a connection of its own and writes into a pipe; whoever reads sets the pace. A reader
    that goes away breaks the pipe, which ends the COPY.
    """

    headings: list[str]
    select: str
    withheld_select: str
    people_select: str | None = None
    rows: int = 0
    size: int = 0
    withheld: int | None = None
    people: list[str] = field(default_factory=list)
    sha256: str = ""
    failure: Exception | None = None

    def __iter__(self) -> Iterator[bytes]:
        digest = hashlib.sha256()
        read_end, write_end = os.pipe()
        worker = threading.Thread(target=self._copy, args=(write_end,), daemon=True)
        worker.start()
        try:
            with os.fdopen(read_end, "rb", buffering=CHUNK) as pipe:
                for chunk in self._chunks(pipe):
                    digest.update(chunk)
                    self.size += len(chunk)
                    yield chunk
        finally:
            worker.join()
        if self.failure is not None:
            raise BrokenOff(str(self.failure)) from self.failure
        self.sha256 = digest.hexdigest()

    def _chunks(self, pipe: BinaryIO) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK + _line(self.headings)
        while chunk := pipe.read(CHUNK):
            yield chunk

    def _copy(self, write_end: int) -> None:
        connection = connections["default"]
        try:
            pipe = os.fdopen(write_end, "wb", buffering=CHUNK)
            with pipe, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute(self.withheld_select)
                self.withheld = cursor.fetchone()[0]
                cursor.copy_expert(f"COPY ({self.select}) TO STDOUT WITH (FORMAT csv)", pipe, CHUNK)
                self.rows = cursor.rowcount
                if self.people_select:
                    cursor.execute(self.people_select)
                    self.people = [row[0] for row in cursor.fetchall()]
        except Exception as failure:  # whatever ends the COPY is told by the reader's side
            self.failure = failure
        finally:
            connection.close()


def _line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()
