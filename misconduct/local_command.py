"""`python -m misconduct.local_command [--migrated] COMMAND …`: runs a command with a database and a Redis.

Embedded servers are fast, empty and gone afterwards. `--migrated` always uses embedded ones, migrates first
and hands the command the serving role and the owner's, as in production.
"""

import secrets
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from misconduct.local_processes import StartError, complain, run_step
from misconduct.local_services import BASE_DIR, LOCAL, temporary_services


def main(arguments: Sequence[str]) -> int:
    """Returns the command's exit code, or says why it could not be started."""
    migrated = arguments[:1] == ["--migrated"]
    command = list(arguments[1:] if migrated else arguments)
    if not command:
        complain("Name the command to run, such as: python -m misconduct.local_command python -m pytest")
        return 2
    signal.signal(signal.SIGTERM, _leave)
    try:
        with temporary_services(as_served=migrated) as services:
            variables = {"SECRET_KEY": secrets.token_urlsafe(50), **services.environment()}
            if migrated:
                migrate = [sys.executable, "manage.py", "migrate"]
                run_step("Migrating", migrate, log=LOCAL / "log" / "setup.log", env=variables, cwd=BASE_DIR)
            return _run(command, variables)
    except StartError as error:
        complain(error)
        return error.exit_code


def _leave(*_: object) -> None:
    sys.exit(128 + signal.SIGTERM)


def _run(command: Sequence[str], variables: Mapping[str, str]) -> int:
    """Ctrl-C reaches the command itself, which ends in its own way; the services stop after it."""
    process = subprocess.Popen(command, env=dict(variables), cwd=BASE_DIR)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
        if process.poll() is None:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
