"""PostgreSQL and Redis for the local commands: those the environment names, embedded ones otherwise."""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis
from django.core.exceptions import ImproperlyConfigured

from misconduct import environment
from misconduct.local_postgres import APP, OWNER, SUPERUSER, Passwords, start_postgres
from misconduct.local_postgres_home import data_folder, temporary_folder
from misconduct.local_processes import Child, StartError
from misconduct.local_redis import start_redis

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL = BASE_DIR / ".local"
POSTGRES_SCHEMES = ("postgres", "postgresql")
REDIS_SCHEMES = ("redis", "rediss", "unix")


@dataclass(frozen=True)
class Secrets:
    """What the local server keeps between runs, in a file only its owner reads."""

    secret_key: str
    superuser: str
    owner: str
    app: str
    redis: str


@dataclass(frozen=True)
class Services:
    """The addresses to serve with, and the processes that stand behind them."""

    database_url: str
    owner_url: str
    redis_url: str
    children: tuple[Child, ...]
    database_is_embedded: bool

    def environment(self) -> dict[str, str]:
        """This process's environment with the addresses of the services set."""
        addresses = {
            "DATABASE_URL": self.database_url,
            "DATABASE_OWNER_URL": self.owner_url,
            "REDIS_URL": self.redis_url,
        }
        return {**os.environ, "DJANGO_SETTINGS_MODULE": "misconduct.settings", **addresses}


@dataclass(frozen=True)
class _Plan:
    database: Path
    broker: Path
    keys: Secrets
    temporary: bool
    as_served: bool


@contextmanager
def local_services() -> Iterator[Services]:
    """Services whose data is kept between runs; the embedded ones stop when the block ends."""
    make_private(LOCAL)
    with ExitStack() as stack:
        yield _start(stack, _Plan(data_folder(LOCAL), LOCAL / "redis", kept_secrets(), temporary=False, as_served=True))


@contextmanager
def temporary_services(*, as_served: bool = False) -> Iterator[Services]:
    """Services whose embedded data is fast, unsafe and gone at the end.

    The database role may create databases, as tests need. `as_served` gives the owner's and the serving role
    instead, always in an embedded database, whatever the environment names.
    """
    make_private(LOCAL)
    made_up = Secrets(*(secrets.token_urlsafe(24) for _ in range(5)))
    with ExitStack() as stack:
        folder = temporary_folder(LOCAL)
        folder.mkdir(mode=0o755)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield _start(stack, _Plan(folder / "postgres", folder / "redis", made_up, temporary=True, as_served=as_served))


def _start(stack: ExitStack, plan: _Plan) -> Services:
    use_given = not (plan.temporary and plan.as_served)
    given_database = given_database_urls(for_tests=plan.temporary) if use_given else None
    redis_url = given_redis_url() if use_given else None
    children: list[Child] = []
    if redis_url is None:
        server = start_redis(
            plan.broker, log=LOCAL / "log" / "redis.log", password=plan.keys.redis, keep=not plan.temporary
        )
        stack.callback(server.child.stop, grace=10)
        children.append(server.child)
        redis_url = server.url
    if given_database:
        return Services(*given_database, redis_url, tuple(children), database_is_embedded=False)
    postgres = start_postgres(
        plan.database,
        log=LOCAL / "log" / "postgres.log",
        passwords=Passwords(plan.keys.superuser, plan.keys.owner, plan.keys.app),
        fast=plan.temporary,
    )
    stack.callback(postgres.child.stop, grace=30)
    children.append(postgres.child)
    serving, owner = (postgres.url(APP), postgres.url(OWNER)) if plan.as_served else (postgres.url(SUPERUSER), "")
    return Services(serving, owner, redis_url, tuple(children), database_is_embedded=True)


def given_database_urls(*, for_tests: bool) -> tuple[str, str] | None:
    """DATABASE_URL and DATABASE_OWNER_URL (or "") when the environment names a database that answers.

    Tests make databases of their own, so for them the named one need not exist yet.
    Raises StartError with exit code 2 when the address is wrong or nothing answers.
    """
    serving = os.environ.get("DATABASE_URL", "").strip()
    owner = os.environ.get("DATABASE_OWNER_URL", "").strip()
    if owner and not serving:
        raise StartError("DATABASE_OWNER_URL is set and DATABASE_URL is not. Set both or neither.", exit_code=2)
    if not serving:
        return None
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL") if owner else ("DATABASE_URL",):
        _refuse_silent_database(name, for_tests=for_tests)
    return serving, owner


def _refuse_silent_database(name: str, *, for_tests: bool) -> None:
    url = _checked_url(name, POSTGRES_SCHEMES)
    urls = [url]
    if for_tests:
        urls.append(urlunsplit(urlsplit(url)._replace(path="/postgres")))
    for candidate in urls:
        try:
            psycopg2.connect(candidate, connect_timeout=5).close()
            return
        except psycopg2.Error as error:
            reason = " ".join(str(error).split()) or type(error).__name__
    raise StartError(
        f"{name} names a database that does not answer ({reason}). "
        f"Mend {name}, start that server, or unset it to use an embedded PostgreSQL.",
        exit_code=2,
    )


def given_redis_url() -> str | None:
    """REDIS_URL when it is set and answers. Raises StartError with exit code 2 when it does not."""
    if not os.environ.get("REDIS_URL", "").strip():
        return None
    url = _checked_url("REDIS_URL", REDIS_SCHEMES)
    try:
        with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise StartError(
            f"REDIS_URL names a Redis that does not answer ({error}). "
            "Mend REDIS_URL, start that server, or unset it to use an embedded Redis.",
            exit_code=2,
        ) from error
    return url


def _checked_url(name: str, schemes: tuple[str, ...]) -> str:
    try:
        return environment.url(name, schemes)
    except ImproperlyConfigured as error:
        raise StartError(str(error), exit_code=2) from error


def kept_secrets() -> Secrets:
    """The secrets of this checkout's local server, made up on first use."""
    file = LOCAL / "secrets.json"
    if file.exists():
        return Secrets(**json.loads(file.read_text()))
    made_up = Secrets(secrets.token_urlsafe(50), *(secrets.token_urlsafe(24) for _ in range(4)))
    partial = file.with_suffix(".partial")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps(asdict(made_up), indent=2))
    partial.rename(file)
    return made_up


def make_private(folder: Path) -> None:
    """Makes the folder for this account alone. Raises StartError when another account owns it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = folder.stat().st_uid
    if owner != os.geteuid():
        raise StartError(
            f"{folder} belongs to another account (number {owner}). Run this as that account, "
            "or delete .local and .venv there to start afresh.",
            exit_code=2,
        )
    (folder / "log").mkdir(exist_ok=True)
