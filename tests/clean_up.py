"""Taking away the rows that a transactional test committed."""

import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction


def last_ids() -> dict[str, int]:
    """The last id of each table, 0 where it is empty. Keyless tables and those of Django itself are left out."""
    parts = [f"SELECT '{table}', coalesce(max({column}), 0) FROM {table}" for table, column in _tables()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def remove_rows_after(baseline: dict[str, int]) -> None:
    """Delete every row newer than the baseline. Foreign keys are checked at the end, so the order does not matter."""
    columns = dict(_tables())
    grown = [table for table, last in last_ids().items() if last > baseline[table]]
    with pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
        for table in grown:
            cursor.execute(f"DELETE FROM {table} WHERE {columns[table]} > %s", [baseline[table]])
        cursor.execute("DELETE FROM django_session")


def _tables() -> list[tuple[str, str]]:
    found = {
        model._meta.db_table: model._meta.pk.column
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
    }
    return sorted(found.items())


def _is_counted(model: type[models.Model]) -> bool:
    meta = model._meta
    return meta.managed and not meta.proxy and isinstance(meta.pk, models.AutoField | models.BigAutoField)
