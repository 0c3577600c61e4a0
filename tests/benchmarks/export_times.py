"""How long an export takes on the database in use, as a multiple of psql's \\copy of the same rows without any guard.

    python manage.py shell -c "from tests.benchmarks.export_times import main; main('USERNAME')"

Both run in turn, so that the ratio holds when the machine slows down. The second figure is the memory that the
process gained while it streamed: it must not grow with the rows. Not a test: it judges nothing.
"""

import os
import resource
import subprocess
import sys
import time

from django.conf import settings

from misconduct.accounts.models import User
from reports.actions import exports
from reports.exports import compile as compiled
from reports.exports.choices import bound_filters
from reports.exports.export import Column, Export
from reports.exports.registry import EXPORTS

_RUNS = 5


def main(username: str, slug: str = "allegations") -> None:
    """Prints the seconds of each, their ratio, and the memory gained."""
    person = User.objects.get(username=username)
    export = EXPORTS[slug]
    plain_select = _unguarded(export, person)
    ratios = []
    before = _memory()
    for _ in range(_RUNS):
        ours, rows = _export(export, person)
        plain = _psql(plain_select)
        ratios.append(ours / plain)
        sys.stdout.write(
            f"{slug}: {rows} rows, export {ours:.2f} s, psql \\copy {plain:.2f} s, ratio {ours / plain:.2f}\n"
        )
    middle = sorted(ratios)[_RUNS // 2]
    sys.stdout.write(f"median ratio {middle:.2f}, memory gained {(_memory() - before) / 1024:.0f} MB\n")


def _export(export: Export, person: User) -> tuple[float, int]:
    run = exports.start(export=export, filters={}, reason="Measuring", by=person)
    began = time.perf_counter()
    for _ in exports.stream(run=run, export=export, by=person):
        pass
    took = time.perf_counter() - began
    run.refresh_from_db()
    return took, run.rows or 0


def _unguarded(export: Export, person: User) -> str:
    columns = tuple(Column(column.heading, column.meaning, column.expression) for column in export.columns)
    bare = Export(
        slug=export.slug,
        title=export.title,
        grain=export.grain,
        columns=columns,
        filterset=export.filterset,
        queryset=export.queryset,
        order=export.order,
    )
    return compiled.select(bare, bound_filters(bare, filters={}, by=person).qs)


def _psql(select: str) -> float:
    database = settings.DATABASES["default"]
    environment = {
        **os.environ,
        "PGHOST": database["HOST"],
        "PGPORT": str(database["PORT"]),
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    command = "\\copy (" + " ".join(select.split()) + ") TO '/dev/null' WITH (FORMAT csv)"
    began = time.perf_counter()
    subprocess.run(["psql", "-q", "-X"], input=command, text=True, env=environment, check=True)
    return time.perf_counter() - began


def _memory() -> int:
    """The largest resident size so far, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
