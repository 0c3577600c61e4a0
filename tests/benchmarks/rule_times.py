"""How long all the rules take over the records in use, and how that grows when there are four times as many.

    python manage.py shell -c "from tests.benchmarks.rule_times import main; main('2008-07-01')"

Only for a copy of a database that can be thrown away: flags are deleted and the records copied. Seconds of the command
alone are printed beside those on the clock, as these grow with whatever else the machine does. Not a test: it judges
nothing.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from cases.flags.models import EvaluationRun, Flag, FlagMatter, FlagRecheck

# Everything that the rules read of imported records, what others point at first.
_COPIED = (
    *("officers.Unit", "officers.Officer", "officers.Posting", "cases.Case", "cases.Subject", "cases.Allegation"),
    *("cases.AllegationSubject", "cases.Decision", "cases.Outcome"),
)
_APART = 1_000_000_000


@dataclass(frozen=True)
class Took:
    """One evaluation of everything: seconds on the clock and of the process, and the most memory it held."""

    people: int
    flags: int
    seconds: float
    own_seconds: float
    megabytes: float


def main(as_at: str, times: int = 4) -> None:
    """Prints both evaluations and how many times as long the larger took."""
    once = _measure(as_at)
    for number in range(1, times):
        _copy(number)
    many = _measure(as_at)
    clock, own = many.seconds / once.seconds, many.own_seconds / once.own_seconds
    sys.stdout.write(f"{times} times the records: {clock:.1f} times the seconds, {own:.1f} times its own\n")


def _measure(as_at: str) -> Took:
    for model in (FlagRecheck, FlagMatter, Flag, EvaluationRun):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    began = time.monotonic()
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "flag_officers", "--as-at", as_at, "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    report = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = Took(
        report["officers_evaluated"],
        report["raised"],
        time.monotonic() - began,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
    )
    sys.stdout.write(
        f"{took.people} people: {took.flags} flags in {took.seconds:.1f} s, {took.own_seconds:.1f} s of the process,"
        f" {took.megabytes:.0f} MB at most\n"
    )
    sys.stdout.flush()
    return took


def _copy(number: int) -> None:
    """One more copy of every record, under ids of its own, without triggers and checks."""
    copied = {apps.get_model(name) for name in _COPIED}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for name in _COPIED:
            model = apps.get_model(name)
            columns = [field for field in model._meta.concrete_fields if not field.generated]
            into = ", ".join(f'"{field.column}"' for field in columns)
            values = ", ".join(_value(field, copied, number) for field in columns)
            cursor.execute(
                f'INSERT INTO "{model._meta.db_table}" ({into}) SELECT {values} FROM "{model._meta.db_table}"'
                f" WHERE id < {_APART}"
            )
        cursor.execute("SET session_replication_role = origin")


def _value(field: models.Field, copied: set[type[models.Model]], number: int) -> str:
    """A column of a copy: ids are moved, and what must be unique says which copy it is of."""
    column = f'"{field.column}"'
    if field.primary_key or field.related_model in copied:
        return f"{column} + {number * _APART}"
    is_text = isinstance(field, models.CharField | models.TextField)
    return f"{column} || ' copy {number}'" if field.unique and is_text else column
