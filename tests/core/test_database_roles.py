"""The serving role, tried in the real database: what it may not do is refused by PostgreSQL itself."""

import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from misconduct.core.database_roles import (
    append_only_tables,
    check_serving_role,
    grant_after_migrating,
    grant_serving_rights,
)

pytestmark = pytest.mark.django_db
PROBE = "INSERT INTO audit_auditevent (actor_name, actor_role, action, object_type, object_id, object_label, touched,"
PROBE += " reason, result, request_id, method, path, session) VALUES"
PROBE += " ('A', 'B', 'probe', '', '', '', '{}', '', 'allowed', gen_random_uuid(), '', '', '')"


@pytest.fixture
def role() -> str:
    """A new role with serving rights; the test's transaction takes it away again."""
    name = f"serving_{uuid.uuid4().hex}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name}")
        grant_serving_rights(cursor, name)
    return name


@pytest.fixture
def as_serving_role(role: str) -> Iterator[None]:
    """Everything in the test is asked by that role."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        yield
        cursor.execute("RESET ROLE")


def ask(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def has_right(role: str, table: str, right: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [role, table, right])
        return cursor.fetchone()[0]


def test_audit_log_and_row_history_are_append_only() -> None:
    history = {model._meta.db_table for model in apps.get_models() if model.__name__.endswith("Event")}
    assert {"audit_auditevent", "cases_caseevent", "officers_officerevent"} <= history
    assert history <= set(append_only_tables())


@pytest.mark.parametrize("right", ["SELECT", "INSERT"])
def test_serving_role_reads_and_adds_in_every_table(role: str, right: str) -> None:
    tables = connection.introspection.table_names()
    assert [table for table in tables if not has_right(role, table, right)] == []


@pytest.mark.parametrize("right", ["UPDATE", "DELETE"])
def test_serving_role_changes_every_table_but_history(role: str, right: str) -> None:
    refused = [table for table in connection.introspection.table_names() if not has_right(role, table, right)]
    assert sorted(refused) == append_only_tables()


@pytest.mark.parametrize("right", ["TRUNCATE", "TRIGGER", "REFERENCES"])
def test_serving_role_has_no_other_right_on_any_table(role: str, right: str) -> None:
    assert [table for table in connection.introspection.table_names() if has_right(role, table, right)] == []


@pytest.mark.usefixtures("as_serving_role")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET reason = ''",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
        "DROP TABLE audit_auditevent",
        "UPDATE cases_caseevent SET id = id",
        "CREATE TABLE public.mine (id int)",
    ],
)
def test_serving_role_is_refused(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"):
        ask(statement)


@pytest.mark.usefixtures("as_serving_role")
def test_serving_role_adds_to_the_audit_log() -> None:
    ask(PROBE)


def test_serving_role_may_refresh_statistics_where_postgresql_grants_that(role: str) -> None:
    """MAINTAIN came with PostgreSQL 17; asking an older one about it is an error."""
    if connection.get_database_version() >= (17,):
        assert has_right(role, "audit_auditevent", "MAINTAIN")


def test_rights_granted_twice_stay_the_same(role: str) -> None:
    with connection.cursor() as cursor:
        grant_serving_rights(cursor, role)
    assert has_right(role, "audit_auditevent", "INSERT")
    assert not has_right(role, "audit_auditevent", "UPDATE")


def test_migrating_grants_to_the_role_that_serves(settings) -> None:
    name = f"serving_{uuid.uuid4().hex}"
    ask(f"CREATE ROLE {name}")
    settings.DATABASE_SERVING_ROLE = ""
    grant_after_migrating(sender=apps.get_app_config("contenttypes"))
    assert not has_right(name, "cases_case", "SELECT")
    settings.DATABASE_SERVING_ROLE = name
    grant_after_migrating(sender=apps.get_app_config("contenttypes"))
    assert has_right(name, "cases_case", "SELECT")


@pytest.mark.usefixtures("as_serving_role")
def test_check_accepts_the_serving_role() -> None:
    assert check_serving_role(None) == []


def test_check_refuses_a_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        expected = ["core.E002"] if cursor.fetchone()[0] else ["core.E003"]
    assert [message.id for message in check_serving_role(None)] == expected


def test_check_refuses_the_owner_of_the_tables(role: str) -> None:
    ask(f"ALTER TABLE cases_case OWNER TO {role}")
    ask(f"SET LOCAL ROLE {role}")
    assert [message.id for message in check_serving_role(None)] == ["core.E003"]
    ask("RESET ROLE")
