"""Turns an export and its filtered rows into one COPY statement."""

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from misconduct.accounts.models import User
from misconduct.accounts.permissions import SystemActor
from misconduct.accounts.roles import Permission
from reports.exports.export import Export

_NOTHING = "SELECT WHERE false"


def select(export: Export, queryset: QuerySet) -> str:
    """The export's columns over these rows as one SELECT with its parameters filled in, in the export's order."""
    named = {f"column_{n}": column.in_sql() for n, column in enumerate(export.columns)}
    blanks = {name: Value("") for name, expression in named.items() if expression is None}
    filled = {name: expression for name, expression in named.items() if expression is not None}
    rows = queryset.annotate(**filled, **blanks).order_by(*export.order).values_list(*named)
    return _filled(rows)


def officer_ids(export: Export, queryset: QuerySet) -> str | None:
    """A SELECT of the people whose records the export shows, for the log; nothing where it shows none."""
    if not export.officers:
        return None
    people = queryset.filter(**{f"{export.officers}__isnull": False}).order_by()
    return _filled(people.values_list(Cast(export.officers, TextField())).distinct())


def withheld(export: Export, viewer: User) -> str:
    """Counts the rows of sealed cases that an auditor does not see; nothing for whoever may not know of them.

    Filters play no part: with them, the figure would tell which case is sealed.
    """
    if not export.sealed:
        return "SELECT 0"
    if not viewer.has(Permission.AUDIT_VIEW):
        return "SELECT NULL::bigint"
    sealed = export.queryset(SystemActor("export")).filter(**{export.sealed: True})
    unseen = sealed.exclude(pk__in=export.queryset(viewer).filter(**{export.sealed: True}).values("pk"))
    return f"SELECT count(*) FROM ({_filled(unseen.order_by().values_list('pk'))}) unseen"


def _filled(queryset: QuerySet) -> str:
    try:
        sql, parameters = queryset.query.sql_with_params()
    except EmptyResultSet:
        return _NOTHING
    with connections["default"].cursor() as cursor:
        return cursor.cursor.mogrify(sql, parameters).decode()
