"""Writing many rows of one model at a time. Row history and constraints still see every one of them."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = "\\N"


def allot_ids(model: type[models.Model], count: int) -> list[int]:
    """Take this many ids from the model's sequence, for rows that will refer to each other."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [f'"{table}"', count]
        )
        return [row[0] for row in cursor.fetchall()]


def copy_in(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows with COPY, and say how many. Fields that are not named get the model's default, one for all.

    Values are what the column holds: text, whole numbers, dates, True and False, None; a foreign key by its id.
    """
    columns, tail = _columns(model, fields)
    text = io.StringIO()
    count = 0
    for row in rows:
        text.write("\t".join([_encoded(value) for value in row]))
        text.write(tail)
        count += 1
    if not count:
        return 0
    text.seek(0)
    with connection.cursor() as cursor:
        names = ", ".join(connection.ops.quote_name(column) for column in columns)
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", text)
    return count


def check_constraints_at_once() -> None:
    """Check foreign keys after each statement of this transaction rather than at its end.

    With tens of thousands of checks put off, every history trigger slows down with each row before it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _columns(model: type[models.Model], fields: Sequence[str]) -> tuple[list[str], str]:
    """The columns to write, and the end of each line: the defaults of every field that is not named."""
    given = [model._meta.get_field(name) for name in fields]
    others = [
        field
        for field in model._meta.concrete_fields
        if field not in given and not field.generated and not field.primary_key
    ]
    defaults = [_encoded(field.get_db_prep_save(field.get_default(), connection)) for field in others]
    columns = [str(field.column) for field in (*given, *others)]  # type: ignore[union-attr] # concrete fields only
    return columns, "".join(f"\t{value}" for value in defaults) + "\n"


def _encoded(value: Any) -> str:
    if value is None:
        return _NULL
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    return str(value)


def refresh_planner_statistics() -> None:
    """Tell the planner about rows just written in bulk, rather than wait for the server's own round.

    Without it, a query right after an import may read everything many times. Tables that the role may not analyse are
    passed over by the database with a notice.
    """
    with connection.cursor() as cursor:
        # By name: a superuser would lock the catalogues that all databases share until the end of a transaction.
        tables = connection.introspection.django_table_names(only_existing=True)
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
