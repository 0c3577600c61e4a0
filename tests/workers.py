"""Real Celery workers in processes of their own, on a Redis database of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import redis
from celery import Celery
from django.conf import settings
from django.db import connection

_DATABASES = range(15, 7, -1)


@dataclass
class Worker:
    """A worker that takes one task at a time."""

    name: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """`kill -9` for it and its child: no chance to tidy up."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)


class Broker:
    """A Redis database that nobody else uses, with the workers that listen to it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.app = Celery(broker=url, set_as_current=False)
        self.workers: list[Worker] = []

    def send(self, task: str, *arguments: object) -> None:
        """Put a task on the queue, as the application would."""
        self.app.send_task(task, args=arguments)

    def start_worker(self) -> Worker:
        """A worker in the database that this process is using now, ready for work."""
        name = f"worker{len(self.workers)}@test-{os.getpid()}"
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "misconduct",
            "worker",
            "--concurrency",
            "1",
            "--hostname",
            name,
        ]
        process = subprocess.Popen(
            [*command, "--loglevel", "ERROR"],
            cwd=settings.BASE_DIR,
            env=self._environment(),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        worker = Worker(name, process)
        self.workers.append(worker)
        wait_until(lambda: bool(self.app.control.ping(destination=[name], timeout=1)), seconds=90)
        return worker

    def _environment(self) -> dict[str, str]:
        server = connection.settings_dict
        person = f"{quote(server['USER'])}:{quote(server['PASSWORD'])}"
        address = f"{person}@{quote(server['HOST'], safe='')}:{server['PORT'] or 5432}"
        usual = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
        return {**usual, "DATABASE_URL": f"postgres://{address}/{server['NAME']}", "REDIS_URL": self.url}


@contextmanager
def broker_of_its_own() -> Iterator[Broker]:
    """An empty Redis database, emptied again afterwards, and no worker left running."""
    url = _empty_database()
    broker = Broker(url)
    try:
        yield broker
    finally:
        for worker in broker.workers:
            worker.kill()
        broker.app.close()
        with redis.Redis.from_url(url) as client:
            client.flushdb()


def wait_until(is_so: Callable[[], bool], *, seconds: float) -> None:
    """Looks again every tenth of a second. Fails when the time is up."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"Still not so after {seconds} seconds."
        time.sleep(0.1)


def _empty_database() -> str:
    """The address of a Redis database without keys, claimed by a key so that no other test takes it."""
    parts = urlsplit(settings.REDIS_URL)
    for number in _DATABASES:
        url = urlunsplit(parts._replace(path=f"/{number}"))
        with redis.Redis.from_url(url) as client:
            if client.dbsize() == 0 and client.set("claimed", os.getpid(), nx=True):
                return url
    raise AssertionError("Every Redis database from 8 to 15 is in use.")
