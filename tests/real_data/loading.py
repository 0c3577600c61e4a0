"""Loading a force's real records into a database of its own, and working in it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from django.conf import settings
from django.db import connection

FOLDER = Path(os.environ.get("REAL_DATA_FOLDER") or settings.BASE_DIR.parent / "shared" / "data")
_MANAGE = str(settings.BASE_DIR / "manage.py")
# Says last what the process held at most, in kilobytes. Whoever waits for it is told no less than they hold themselves.
_RUN = """
import re, runpy, sys
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


@dataclass(frozen=True)
class Ran:
    """One command: the JSON it printed, how long it took, and the most memory it held."""

    report: dict[str, Any]
    seconds: float
    megabytes: float


@dataclass
class RealSet:
    """A force's records, imported. `runs` holds what the imports said, by name."""

    name: str
    database: str
    runs: dict[str, Ran] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return FOLDER / self.name

    @property
    def expected(self) -> dict[str, Any]:
        """The figures to reproduce."""
        return json.loads((self.folder / "expected.json").read_text())

    @property
    def quirks(self) -> dict[str, Any]:
        """What the files are known to hold."""
        return json.loads((self.folder / "import_report.json").read_text())

    def manage(self, *arguments: str) -> Ran:
        """Run a command that prints JSON against this database, in a process of its own."""
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-c", _RUN, _MANAGE, *arguments, "--json"],
            env=_environment(self.database),
            stdout=subprocess.PIPE,
            text=True,
        )
        output, _ = process.communicate()
        assert process.returncode == 0, f"{arguments[0]} ended with {process.returncode}"
        report, _, kilobytes = output.rstrip().rpartition("\n")
        ran = Ran(json.loads(report), time.monotonic() - began, int(kilobytes) / 1024)
        took = f"{self.name}: {arguments[0]}: {ran.seconds:.1f} s, {ran.megabytes:.0f} MB at most\n"
        sys.stdout.write(took)
        sys.stdout.flush()
        return ran

    def import_all(self, name: str) -> None:
        """Import the roster and the case history, as `<name> roster` and `<name> cases`."""
        history = ["import_cases", str(self.folder / "allegations.csv.gz")]
        subjectless = self.folder / "cases_without_subject.csv.gz"
        if subjectless.exists():
            history += ["--subjectless", str(subjectless)]
        self.runs[f"{name} roster"] = self.manage("import_officers", str(self.folder / "officers.csv.gz"))
        self.runs[f"{name} cases"] = self.manage(*history)

    @contextmanager
    def in_use(self) -> Iterator["RealSet"]:
        """Queries of this process go to this database."""
        usual = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = self.database
        try:
            yield self
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual


@contextmanager
def loaded(name: str) -> Iterator[RealSet]:
    """The records of a force in a new database, dropped afterwards."""
    database = f"real_{name}_{os.getpid()}"
    _administer(f'CREATE DATABASE "{database}"')
    try:
        subprocess.run([sys.executable, _MANAGE, "migrate", "--verbosity", "0"], env=_environment(database), check=True)
        real = RealSet(name, database)
        real.import_all("first")
        yield real
    finally:
        _administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def _environment(database: str) -> dict[str, str]:
    """The environment of a command: the server of this process, with one role for everything."""
    variables = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    server = connection.settings_dict
    address = f"{quote(server['USER'])}:{quote(server['PASSWORD'])}@{quote(server['HOST'], safe='')}"
    return {**variables, "DATABASE_URL": f"postgres://{address}:{server['PORT'] or 5432}/{database}"}


def _administer(statement: str) -> None:
    server = connection.settings_dict
    administrator = psycopg2.connect(
        dbname="postgres", user=server["USER"], password=server["PASSWORD"], host=server["HOST"], port=server["PORT"]
    )
    administrator.autocommit = True
    with administrator.cursor() as cursor:
        cursor.execute(statement)
    administrator.close()
