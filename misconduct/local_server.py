"""`script/server`: the whole application on this machine, until Ctrl-C.

Starts PostgreSQL and Redis where none are named, migrates, loads the demo into an empty database, then runs
web, worker and beat and tells the person at the terminal where to sign in.
"""

import base64
import fcntl
import hashlib
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from celery import Celery

from misconduct.accounts.demo_sign_ins import DEMO_SIGN_INS
from misconduct.local_processes import (
    LOCALHOST,
    Child,
    StartError,
    complain,
    free_port,
    port_is_free,
    run_step,
    say,
    start,
    stop_together,
    wait_until,
)
from misconduct.local_services import BASE_DIR, LOCAL, Services, kept_secrets, local_services, make_private

LOG = LOCAL / "log"
SETUP_LOG = LOG / "setup.log"


class Stopped(BaseException):
    """Someone pressed Ctrl-C or ended this process."""


def main() -> int:
    """Runs until told to stop, then returns 0; 1 when something failed, 2 when a setting must be mended."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup asks
        signal.signal(signal.SIGHUP, _stop)
    try:
        make_private(LOCAL)
        port = chosen_port()
        with _only_one_server(), local_services() as services:
            _serve(services, port)
    except Stopped:
        say("Stopped. Nothing is left running.")
        return 0
    except StartError as error:
        complain(error)
        return error.exit_code
    return 0


def _stop(*_: object) -> None:
    """The first signal starts the orderly end; later ones must not interrupt it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    say("\nStopping …")
    raise Stopped


def chosen_port() -> int:
    """PORT, or 8000. Raises StartError with exit code 2 when it is no port or in use."""
    given = os.environ.get("PORT", "").strip() or "8000"
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise StartError(f"PORT is “{given}”. Set it to a number from 1 to 65535, such as PORT=8000.", exit_code=2)
    port = int(given)
    if not port_is_free(port):
        raise StartError(
            f"Port {port} cannot be used: another program listens there, or it is reserved. "
            f"Choose another, such as: PORT={free_port()} script/server",
            exit_code=2,
        )
    return port


@contextmanager
def _only_one_server() -> Iterator[None]:
    with (LOCAL / "server.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartError(
                "script/server already runs in this folder. Stop that one first (Ctrl-C where it runs).", exit_code=2
            ) from error
        yield


def _serve(services: Services, port: int) -> None:
    variables = _variables(services)
    _prepare(services, variables)
    children: list[Child] = []
    try:
        worker_name = f"worker@local-{os.getpid()}"
        for name, command in _commands(port, worker_name).items():
            log = LOG / f"{name}.log"
            children.append(start(name.capitalize(), command, log=log, env=variables, cwd=BASE_DIR))
        web, worker, _beat = children
        wait_until(lambda: _web_is_ready(port), [web], seconds=180, what="The web server")
        broker = Celery(broker=services.redis_url)
        wait_until(lambda: _worker_answers(broker, worker_name), [worker], seconds=180, what="The worker")
        _announce(port)
        _watch([*children, *services.children])
    finally:
        stop_together(children, grace=15)


def _variables(services: Services) -> dict[str, str]:
    hosts = [name for name in (os.environ.get("ALLOWED_HOSTS", ""), "localhost", LOCALHOST) if name]
    return {
        "SECRET_KEY": kept_secrets().secret_key,
        "REPORTER_KEY": os.environ.get("REPORTER_KEY") or _reporter_key(kept_secrets().secret_key),
        "HTTPS": "0",
        "DEMO_SIGN_INS_SHOWN": "1" if services.database_is_embedded else "0",
        "PYTHONUNBUFFERED": "1",
        **{name: value for name, value in services.environment().items() if value},
        "ALLOWED_HOSTS": ",".join(hosts),
    }


def _reporter_key(secret: str) -> str:
    """A key for the demonstration, the same each time: on this machine nothing real is kept."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"reporter {secret}".encode()).digest()).decode()


def _commands(port: int, worker_name: str) -> Mapping[str, Sequence[str | Path]]:
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "misconduct"]
    web = [*python, "gunicorn", "misconduct.wsgi", "--bind", f"{LOCALHOST}:{port}", "--no-control-socket"]
    return {
        "web": [*web, "--workers", "2", "--threads", "4"],
        "worker": [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2", "--hostname", worker_name],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--schedule", str(LOCAL / "beat-schedule"), "--pidfile="],
    }


def _prepare(services: Services, variables: Mapping[str, str]) -> None:
    manage = [sys.executable, "manage.py"]
    say("Bringing the database up to date …")
    run_step("Migrating", [*manage, "migrate"], log=SETUP_LOG, env=variables, cwd=BASE_DIR)
    stamp, wanted = LOCAL / "static-files", _static_fingerprint()
    manifest = BASE_DIR / "staticfiles" / "staticfiles.json"
    if not manifest.exists() or not stamp.exists() or stamp.read_text() != wanted:
        collect = [*manage, "collectstatic", "--no-input", "--clear"]
        run_step("Collecting static files", collect, log=SETUP_LOG, env=variables, cwd=BASE_DIR)
        stamp.write_text(wanted)
    if not _has_officers(services.database_url):
        say("Loading the demonstration force into the empty database (about a minute) …")
        run_step("Loading the demonstration", [*manage, "seed_demo"], log=SETUP_LOG, env=variables, cwd=BASE_DIR)


def _static_fingerprint() -> str:
    """Changes when an asset of ours, or an installed package, changes."""
    assets = sorted(path for path in (BASE_DIR / "misconduct" / "core" / "assets").rglob("*") if path.is_file())
    facts = [f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in assets]
    facts += [(BASE_DIR / "requirements.txt").read_text(), sys.version]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def _has_officers(database_url: str) -> bool:
    connection = psycopg2.connect(database_url, connect_timeout=10)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM officers_officer)")
            (found,) = cursor.fetchone() or (False,)
            return bool(found)
    finally:
        connection.close()


def _web_is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{LOCALHOST}:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _worker_answers(broker: Celery, worker_name: str) -> bool:
    return bool(broker.control.ping(destination=[worker_name], timeout=1))


def _announce(port: int) -> None:
    rows = [("Role", "User name", "Password"), *DEMO_SIGN_INS]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    table = ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    lines = ["", f"Ready: http://{LOCALHOST}:{port}/", "", "Demonstration sign-ins", *table, ""]
    say("\n".join([*lines, f"Logs are in {LOG}. Press Ctrl-C to stop everything."]))


def _watch(children: Sequence[Child]) -> None:
    """Returns never: raises StartError when a process ends by itself, and a signal raises Stopped."""
    while True:
        for child in children:
            if child.process.poll() is not None:
                raise StartError(child.ended_sentence())
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
