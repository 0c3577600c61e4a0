"""One import writes at a time: two would not see the people and codes that the other is about to create."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from misconduct.core.errors import Refused

_KEY = 7_204_119


class AnotherImportRuns(Refused):
    """Wait until it has finished."""


@contextmanager
def only_import() -> Iterator[None]:
    """Hold the lock of the database session. It goes with the connection, should the process be killed.

    Raises AnotherImportRuns.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_KEY])
        if not cursor.fetchone()[0]:
            raise AnotherImportRuns("Another import is running. Wait until it has finished, then start this one.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEY])
