import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

ADDRESSES = ("/healthz", "/readyz")


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "words"), [("/healthz", "up\n"), ("/readyz", "ready\n")])
def test_health_answers_without_signing_in(client: Client, address: str, words: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.content.decode()) == (200, words)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_health_refuses_other_methods(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_healthz_asks_nobody_else(client: Client) -> None:
    """Without database access the test would fail if it did."""
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_readyz_waits_for_redis_and_says_no_more(client: Client, settings) -> None:
    settings.REDIS_URL = "redis://:hidden@127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")


@pytest.mark.django_db
def test_readyz_waits_for_migrations(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("audit", "0001_create_tables")
    assert client.get("/readyz").status_code == 503


def test_readyz_waits_for_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: MigrationRecorder) -> None:
        raise DatabaseError("connection refused")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", refuse)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")


@pytest.mark.django_db
def test_readyz_takes_one_query(client: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(2):
        client.get("/readyz")
