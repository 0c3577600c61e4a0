"""One real start of the embedded servers: who may do what there, and that nothing is left behind."""

import os
from pathlib import Path

import psycopg2
import pytest
import redis

from misconduct.local_postgres import EXTENSIONS
from misconduct.local_services import temporary_services


def ask(url: str, question: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()
    finally:
        connection.close()


def test_embedded_servers_start_with_both_roles_and_leave_nothing_behind() -> None:
    with temporary_services(as_served=True) as services:
        processes = [child.process.pid for child in services.children]
        powers = "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles"
        for url in (services.database_url, services.owner_url):
            assert ask(url, f"{powers} WHERE rolname = current_user") == [(False,)]
        assert ask(services.database_url, "SHOW fsync") == [("off",)]
        (data,) = ask(
            services.owner_url, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'misconduct'"
        )
        assert data == ("misconduct_owner",)
        installed = {name for (name,) in ask(services.database_url, "SELECT extname FROM pg_extension")}
        assert set(EXTENSIONS) <= installed
        with redis.Redis.from_url(services.redis_url) as client:
            assert client.ping()
        for url in (services.database_url, services.redis_url):
            assert "@127.0.0.1:" in url
    for pid in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    folders = [Path("/var/lib/misconduct-tracker"), Path(__file__).resolve().parents[2] / ".local"]
    assert [left for folder in folders for left in folder.glob(f"temporary-{os.getpid()}-*")] == []
