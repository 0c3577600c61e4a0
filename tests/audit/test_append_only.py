"""Nobody changes the log or the row history: not the role that serves, and not the owner without lifting a guard."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.utils import InternalError, ProgrammingError

from misconduct.audit.record import record
from misconduct.core.database_roles import append_only_tables, grant_serving_rights
from tests.factories import OfficerFactory, UserFactory

pytestmark = pytest.mark.django_db
LOG = "audit_auditevent"
HISTORY = "officers_officerevent"
FORBIDDEN = ("UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table}")
COLUMN = {LOG: "reason", HISTORY: "surname"}


@pytest.fixture(autouse=True)
def _something_on_record() -> None:
    record("test.done", by=UserFactory(), target=OfficerFactory())


@contextmanager
def serving() -> Iterator[None]:
    """As the role that serves requests. The role goes with the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE serving_in_a_test NOLOGIN")
        grant_serving_rights(cursor, "serving_in_a_test")
        cursor.execute("SET LOCAL ROLE serving_in_a_test")
        yield
        cursor.execute("RESET ROLE")


def run(statement: str, table: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table, column=COLUMN.get(table, "")))


@pytest.mark.parametrize("table", [LOG, HISTORY])
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_serving_role_has_no_right_to_change_what_is_on_record(statement, table):
    with serving(), pytest.raises(ProgrammingError, match="permission denied"):
        run(statement, table)


@pytest.mark.parametrize("table", append_only_tables())
def test_the_serving_role_cannot_delete_from_any_append_only_table(table):
    with serving(), pytest.raises(ProgrammingError, match="permission denied"):
        run("DELETE FROM {table}", table)


def test_the_serving_role_can_add_to_the_log_and_read_it():
    by = UserFactory()
    with serving():
        assert record("test.done", by=by).pk
        run("SELECT * FROM {table}", LOG)


def test_the_serving_role_writes_history_by_writing_rows():
    officer = OfficerFactory()
    with serving():
        officer.surname = "Changed"
        officer.save()
    history = apps.get_model("officers", "OfficerEvent").objects.filter(pgh_obj=officer.pk)
    assert list(history.order_by("pgh_id").values_list("pgh_label", flat=True)) == ["insert", "update"]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_not_even_the_owner_changes_the_log(statement):
    with pytest.raises(InternalError):
        run(statement, LOG)


@pytest.mark.parametrize("statement", FORBIDDEN[:2])
def test_not_even_the_owner_changes_the_history(statement):
    with pytest.raises(InternalError):
        run(statement, HISTORY)


def test_an_event_cannot_be_saved_twice():
    event = record("test.done", by=UserFactory())
    event.reason = "Something else"
    with pytest.raises(DatabaseError):
        event.save()
