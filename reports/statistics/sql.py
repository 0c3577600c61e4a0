"""Many figures in one statement: a scoped queryset is read once, and every tile counts from that.

One statement sees one moment of the database, so the tiles of a page always add up.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models, transaction


@dataclass(frozen=True)
class Sql:
    """SQL with named parameters."""

    text: str
    params: dict[str, Any] = field(default_factory=dict)


def from_queryset(queryset: models.QuerySet, *, prefix: str) -> Sql:
    """A queryset as SQL. Its parameters are named after `prefix`, so that several can stand in one statement."""
    text, params = positional(queryset)
    names = [f"{prefix}_{index}" for index in range(len(params))]
    escaped = text.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names)
    return Sql(escaped, dict(zip(names, params, strict=True)))


def positional(queryset: models.QuerySet) -> tuple[str, tuple[Any, ...]]:
    """A queryset as SQL with its parameters in order; one that can hold no row is still a SELECT of its columns."""
    text, params = queryset.query.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False).as_sql()
    return text, tuple(params)


def gather(*, steps: Mapping[str, Sql], tiles: Mapping[str, str], params: Mapping[str, Any]) -> dict[str, Any]:
    """The rows of every tile, as lists of dicts.

    `steps` are named intermediate results that later steps and the tiles may read. JSON carries the rows, so dates
    arrive in ISO form.
    """
    named = ", ".join(f"{name} AS MATERIALIZED ({step.text})" for name, step in steps.items())
    drawn = ", ".join(
        f"'{name}', (SELECT coalesce(json_agg(tile), '[]') FROM ({text}) AS tile)" for name, text in tiles.items()
    )
    values = {name: value for step in steps.values() for name, value in step.params.items()} | dict(params)
    with room_to_sort(), connection.cursor() as cursor:
        cursor.execute(f"WITH {named} SELECT json_build_object({drawn})::text", values)
        figures: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return figures


@contextmanager
def room_to_sort() -> Iterator[None]:
    """A transaction that may sort a whole force's history in memory, and does not compile what runs once."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '64MB'")
            cursor.execute("SET LOCAL jit = off")
        yield
