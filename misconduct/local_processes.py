"""Child processes of the local commands: started with a log, stopped for certain."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOCALHOST = "127.0.0.1"
_LOG_TAIL_LINES = 15


class StartError(Exception):
    """What stands in the way, in a sentence that says what to do; exit code 2 means that a setting is wrong."""

    def __init__(self, message: str, *, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def say(sentence: str) -> None:
    """Tells the person at the terminal, at once."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def complain(sentence: object) -> None:
    """Tells the person at the terminal what is wrong."""
    sys.stderr.write(f"{sentence}\n")


@dataclass(frozen=True)
class Child:
    """A running process, in a session of its own so that Ctrl-C reaches only its keeper."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM

    def ask_to_stop(self) -> None:
        """Sends the polite signal; does nothing to a process that has ended."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)

    def stop(self, *, grace: float) -> None:
        """Asks politely, and ends whatever is left of the session after `grace` seconds."""
        self.ask_to_stop()
        self.end(grace=grace)

    def end(self, *, grace: float) -> None:
        """Waits `grace` seconds for one that was asked, then ends whatever is left of the session.

        It is not asked again: a second signal could meet a process that is already on its way out, and kill it.
        """
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=grace)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ended_sentence(self) -> str:
        """Says that the process ended, with the end of its log."""
        return f"{self.name} stopped by itself (exit {self.process.poll()}).\n{tail(self.log)}"


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str],
    cwd: Path,
    account: pwd.struct_passwd | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    stdin: str = "",
) -> Child:
    """Starts a process whose output goes to `log`.

    Where the system has `setpriv` (every Debian), the process also ends when its keeper is killed outright.
    """
    setpriv = shutil.which("setpriv", path="/usr/bin:/bin")
    keeper = [setpriv, "--pdeathsig", stop_signal.name.removeprefix("SIG"), "--"] if setpriv else []
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*keeper, *(str(part) for part in command)],
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
    if process.stdin:
        process.stdin.write(stdin.encode())
        process.stdin.close()
    return Child(name, process, log, stop_signal)


def stop_together(children: Sequence[Child], *, grace: float) -> None:
    """Signals every child first, then waits for all of them until one common deadline, in seconds."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + grace
    for child in children:
        child.end(grace=max(0.1, deadline - time.monotonic()))


def run_step(name: str, command: Sequence[str | Path], *, log: Path, env: Mapping[str, str], cwd: Path) -> None:
    """Runs one step to its end. Raises StartError with the end of the log when it fails."""
    child = start(name, command, log=log, env=env, cwd=cwd)
    try:
        exit_code = child.process.wait()
    except BaseException:
        child.stop(grace=5)
        raise
    if exit_code:
        raise StartError(f"{name} failed. The end of {log}:\n{tail(log)}")


def wait_until(ready: Callable[[], bool], children: Sequence[Child], *, seconds: float, what: str) -> None:
    """Polls until `ready()`. Raises StartError when a child ends first or the time is up."""
    deadline = time.monotonic() + seconds
    while not ready():
        for child in children:
            if child.process.poll() is not None:
                raise StartError(child.ended_sentence())
        if time.monotonic() > deadline:
            log = children[0].log
            late = f"{what} did not answer within {seconds:.0f} seconds."
            raise StartError(f"{late} The end of {log}:\n{tail(log)}")
        time.sleep(0.1)


def tail(log: Path) -> str:
    """The last lines of a log, indented."""
    if not log.exists():
        return "  (the log is empty)"
    lines = log.read_text(errors="replace").splitlines()[-_LOG_TAIL_LINES:]
    return "\n".join(f"  {line}" for line in lines)


def free_port() -> int:
    """A port that nothing on this machine uses at this moment."""
    with socket.socket() as probe:
        probe.bind((LOCALHOST, 0))
        port: int = probe.getsockname()[1]
        return port


def port_is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCALHOST, port))
        except OSError:
            return False
        return True
