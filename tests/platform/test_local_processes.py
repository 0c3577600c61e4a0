"""Children of the local commands end when they are told to, and say why when they end by themselves."""

import os
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from misconduct.local_processes import (
    StartError,
    free_port,
    port_is_free,
    run_step,
    start,
    stop_together,
    wait_until,
)

# Tells its grandchild's number, then outlives every polite signal.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def is_running(pid: int) -> bool:
    """Whether the process still works; one that only waits to be collected does not."""
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_stubborn_child_and_its_own_children_are_ended(tmp_path: Path) -> None:
    log = tmp_path / "log" / "stubborn.log"
    child = start("Stubborn", python(STUBBORN), log=log, env=os.environ, cwd=tmp_path)
    wait_until(lambda: bool(log.read_text().strip()), [child], seconds=20, what="Stubborn")
    grandchild = int(log.read_text())
    child.stop(grace=0.2)
    assert child.process.poll() == -signal.SIGKILL
    deadline = time.monotonic() + 5
    while is_running(grandchild) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(grandchild)


def test_polite_child_ends_in_its_own_way_and_stopping_twice_is_harmless(tmp_path: Path) -> None:
    code = "import signal, sys, time; signal.signal(signal.SIGINT, lambda *_: sys.exit(7)); print(1, flush=True)"
    log = tmp_path / "polite.log"
    child = start(
        "Polite",
        python(f"{code}; time.sleep(60)"),
        log=log,
        env=os.environ,
        cwd=tmp_path,
        stop_signal=signal.SIGINT,
    )
    wait_until(lambda: bool(log.read_text()), [child], seconds=20, what="Polite")
    stop_together([child], grace=10)
    stop_together([child], grace=10)
    assert child.process.poll() == 7


def test_child_that_ends_by_itself_is_named_with_the_end_of_its_log(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    child = start("Web", python("print('no such table'); exit(3)"), log=log, env=os.environ, cwd=tmp_path)
    with pytest.raises(StartError, match=r"(?s)Web stopped by itself \(exit 3\).*no such table"):
        wait_until(lambda: False, [child], seconds=20, what="The web server")


def test_child_that_never_answers_is_named(tmp_path: Path) -> None:
    child = start("Web", python("import time; time.sleep(60)"), log=tmp_path / "web.log", env=os.environ, cwd=tmp_path)
    with pytest.raises(StartError, match="The web server did not answer within 0 seconds"):
        wait_until(lambda: False, [child], seconds=0, what="The web server")
    child.stop(grace=5)


def test_step_that_fails_shows_the_end_of_its_log(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"(?s)Migrating failed\..*no such column") as error:
        run_step(
            "Migrating",
            python("print('no such column'); exit(1)"),
            log=tmp_path / "setup.log",
            env=os.environ,
            cwd=tmp_path,
        )
    assert error.value.exit_code == 1


def test_what_is_written_to_a_child_reaches_it(tmp_path: Path) -> None:
    log = tmp_path / "redis.log"
    child = start("Redis", python("print(input())"), log=log, env=os.environ, cwd=tmp_path, stdin="port 1\n")
    assert child.process.wait(timeout=20) == 0
    assert log.read_text() == "port 1\n"


def test_free_port_is_free_until_someone_takes_it() -> None:
    port = free_port()
    assert port_is_free(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not port_is_free(port)
