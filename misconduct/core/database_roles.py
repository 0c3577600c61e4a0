"""What the role that serves requests may do in the database, and a check that it may do no more.

The owner's role migrates. The serving role reads and writes rows, and can neither change nor empty the audit
log and the row history, whatever the application is made to do.
"""

from collections.abc import Sequence

import pgtrigger
from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

_FIRST_WITH_MAINTAIN = (17,)


def append_only_tables() -> list[str]:
    """Tables whose rows are only ever added: row history, and every model whose trigger protects its rows."""
    history = {model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    protected = {model for model, trigger in pgtrigger.registered() if _protects_rows(trigger)}
    return sorted(model._meta.db_table for model in history | protected if model._meta.managed)


def _protects_rows(trigger: pgtrigger.Trigger) -> bool:
    return isinstance(trigger, pgtrigger.Protect) and str(trigger.operation) == "UPDATE OR DELETE"


def grant_serving_rights(cursor: CursorWrapper, role: str) -> None:
    """Gives the role what serving needs in the current schema, and takes back everything else.

    Run by the owner after each migration; safe to repeat. Raises a database error when there is no such role.
    """
    names = {
        "role": sql.Identifier(role),
        "database": sql.Identifier(connection.settings_dict["NAME"]),
    }
    for statement in (
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "REVOKE CREATE ON SCHEMA public FROM {role}",
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
    ):
        cursor.execute(sql.SQL(statement).format(**names))
    if connection.get_database_version() >= _FIRST_WITH_MAINTAIN:
        # ANALYZE after an import, which older versions leave to the server's own round a minute later.
        cursor.execute(sql.SQL("GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {role}").format(**names))
    for table in append_only_tables():
        statement = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
        cursor.execute(statement.format(table=sql.Identifier(table), **names))


def grant_after_migrating(sender: AppConfig, **kwargs: object) -> None:
    """Runs once at the end of `migrate`, when the environment names a serving role."""
    if not settings.DATABASE_SERVING_ROLE:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        grant_serving_rights(cursor, settings.DATABASE_SERVING_ROLE)


def check_serving_role(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """For `check --deploy`: the role that serves is no superuser and owns no table."""
    hint = "Serve with a role of its own in DATABASE_URL and migrate with another in DATABASE_OWNER_URL."
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls, EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public'"
                " AND pg_has_role(current_user, tableowner, 'MEMBER')) FROM pg_roles WHERE rolname = current_user"
            )
            is_superuser, owns_tables = cursor.fetchone()
    except DatabaseError:
        return [Error("The database does not answer, so its role is unknown.", id="core.E001", hint=hint)]
    if is_superuser:
        return [Error("The application serves with a superuser of the database.", id="core.E002", hint=hint)]
    if owns_tables:
        return [Error("The application serves with the owner of the tables.", id="core.E003", hint=hint)]
    return []
