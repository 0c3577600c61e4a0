"""`manage.py statistics repeat`: the figures of the repeat-allegation dashboard, for a person or a program."""

import json
import sys
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from misconduct.accounts.permissions import SystemActor
from reports.statistics.matters import Basis
from reports.statistics.repeat import repeat_figures

_STATISTICS = {"repeat": repeat_figures}


class Command(BaseCommand):
    help = "Prints the figures of a statistic about everything that is held."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help=f"The statistic: {', '.join(_STATISTICS)}.")
        parser.add_argument("--basis", default=Basis.RECEIVED.value, help="received (the default) or finalised.")
        parser.add_argument("--from", dest="first", default="", help="The first day that counts, such as 2024-04-01.")
        parser.add_argument("--to", dest="last", default="", help="The last day that counts.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="One JSON object and nothing else.")

    def handle(self, *args: Any, **options: Any) -> None:
        statistic = _STATISTICS.get(options["name"])
        if statistic is None:
            _refuse(f"There is no statistic “{options['name']}”. Choose from: {', '.join(_STATISTICS)}.")
        if options["basis"] not in Basis.values:
            _refuse(f"“{options['basis']}” is not a basis. Choose from: {', '.join(Basis.values)}.")
        first, last = _day(options["first"], "--from"), _day(options["last"], "--to")
        if first and last and last < first:
            _refuse(f"--to {last} is before --from {first}. Give the earlier day to --from.")
        figures = statistic(SystemActor("statistics"), basis=Basis(options["basis"]), first=first, last=last)
        if options["as_json"]:
            self.stdout.write(json.dumps(figures, indent=1, ensure_ascii=False))
        else:
            self._print(figures)

    def _print(self, figures: dict[str, Any], indent: int = 0) -> None:
        for name, value in figures.items():
            if isinstance(value, dict):
                self.stdout.write(f"{'  ' * indent}{_words(name)}")
                self._print(value, indent + 1)
            else:
                self.stdout.write(f"{'  ' * indent}{_words(name)}: {'not known' if value is None else value}")


def _words(name: str) -> str:
    return name.replace("_", " ")


def _day(text: str, option: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        _refuse(f"{option} “{text}” is not a date. Write it as year-month-day, such as 2024-04-01.")


def _refuse(sentence: str) -> NoReturn:
    """Says on standard error what is wrong and ends with status 2, as every command here does."""
    sys.stderr.write(f"{sentence}\n")
    sys.exit(2)
