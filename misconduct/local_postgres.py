"""A PostgreSQL server of our own, with the two roles the application knows."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from misconduct.local_postgres_home import (
    COMMAND_ENVIRONMENT,
    find_binaries,
    reachable_binaries,
    server_account,
)
from misconduct.local_processes import (
    LOCALHOST,
    Child,
    StartError,
    free_port,
    start,
    tail,
    wait_until,
)

DATABASE = "misconduct"
OWNER = "misconduct_owner"
APP = "misconduct_app"
SUPERUSER = "postgres"
EXTENSIONS = ("pg_trgm", "unaccent", "fuzzystrmatch", "btree_gist")

_SETTINGS = {
    "listen_addresses": LOCALHOST,
    "unix_socket_directories": "",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "jit": "off",
}
_NO_POWERS = sql.SQL("NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION")
_FAST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


@dataclass(frozen=True)
class Passwords:
    """One password for each database role."""

    superuser: str
    owner: str
    app: str


@dataclass(frozen=True)
class RunningPostgres:
    """A started server and the ways into its database."""

    child: Child
    port: int
    passwords: Passwords

    def url(self, role: str) -> str:
        """The address of the database for one of the three roles."""
        password = {SUPERUSER: self.passwords.superuser, OWNER: self.passwords.owner, APP: self.passwords.app}[role]
        return f"postgres://{role}:{quote(password)}@{LOCALHOST}:{self.port}/{DATABASE}"


def start_postgres(data: Path, *, log: Path, passwords: Passwords, fast: bool) -> RunningPostgres:
    """Starts a server on a free port over `data`, made on first use, with both roles and the extensions.

    `fast` gives up safety in a crash for speed.
    Raises StartError when there are no binaries, or when another PostgreSQL version made the data.
    """
    account = server_account()
    binaries = reachable_binaries(find_binaries(), account)
    if not (data / "PG_VERSION").exists():
        _make_cluster(binaries, data, log=log, password=passwords.superuser, account=account)
    _refuse_other_version(binaries, data)
    port = free_port()
    settings = {**_SETTINGS, **(_FAST_SETTINGS if fast else {}), "port": str(port)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    child = start(
        "PostgreSQL",
        [binaries / "postgres", "-D", data, *options],
        log=log,
        env=COMMAND_ENVIRONMENT,
        cwd=Path("/"),
        account=account,
        stop_signal=signal.SIGINT,
    )
    server = RunningPostgres(child, port, passwords)
    try:
        wait_until(lambda: _answers(server), [child], seconds=60, what="PostgreSQL")
        _make_roles_and_database(server)
    except BaseException:
        child.stop(grace=10)
        raise
    return server


def _make_cluster(binaries: Path, data: Path, *, log: Path, password: str, account: pwd.struct_passwd | None) -> None:
    """Makes the cluster beside its place, then moves it there: a cluster half made is never used."""
    partial = data.with_name(f"{data.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700, parents=True)
    password_file = partial.with_suffix(".password")
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    if account:
        os.chown(partial, account.pw_uid, account.pw_gid)
        os.chown(password_file, account.pw_uid, account.pw_gid)
    command = [
        str(binaries / "initdb"),
        *("-D", str(partial), "-U", SUPERUSER, "--encoding=UTF8", "--locale=C.UTF-8"),
        *("--auth=scram-sha-256", f"--pwfile={password_file}", "--no-sync"),
    ]
    try:
        with log.open("ab") as output:
            made = subprocess.run(
                command,
                check=False,
                stdout=output,
                stderr=output,
                cwd="/",
                env=COMMAND_ENVIRONMENT,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )
    finally:
        password_file.unlink()
    if made.returncode:
        raise StartError(f"The database could not be made. The end of {log}:\n{tail(log)}")
    partial.rename(data)


def _refuse_other_version(binaries: Path, data: Path) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    answer = subprocess.run([str(binaries / "postgres"), "--version"], check=True, capture_output=True, text=True)
    running = answer.stdout.split()[2].split(".")[0]
    if made_by != running:
        raise StartError(
            f"PostgreSQL {made_by} made the data in .local/postgres, and this is PostgreSQL {running}. "
            "Move .local/postgres away to start afresh; “Upgrade” in docs/operations.md says how to keep it.",
            exit_code=2,
        )


def _connect(server: RunningPostgres, database: str) -> "psycopg2.extensions.connection":
    connection = psycopg2.connect(
        host=LOCALHOST,
        port=server.port,
        user=SUPERUSER,
        password=server.passwords.superuser,
        dbname=database,
        connect_timeout=5,
    )
    connection.autocommit = True
    return connection


def _answers(server: RunningPostgres) -> bool:
    try:
        _connect(server, "postgres").close()
    except psycopg2.OperationalError as error:
        if "password authentication failed" in str(error):
            raise StartError(
                "The passwords in .local/secrets.json do not open the data in .local/postgres. "
                "Put the right file back, or delete .local to start afresh."
            ) from error
        return False
    return True


def _make_roles_and_database(server: RunningPostgres) -> None:
    """Safe to repeat. Extensions go into template1 too, so that test databases have them."""
    roles: Mapping[str, str] = {OWNER: server.passwords.owner, APP: server.passwords.app}
    connection = _connect(server, "template1")
    with connection.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        for role, password in roles.items():
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
            verb = sql.SQL("ALTER" if cursor.rowcount else "CREATE")
            cursor.execute(
                sql.SQL("{} ROLE {} LOGIN {} PASSWORD %s").format(verb, sql.Identifier(role), _NO_POWERS),
                [password],
            )
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        missing = not cursor.rowcount
    connection.close()
    if missing:
        connection = _connect(server, "postgres")
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
        connection.close()
