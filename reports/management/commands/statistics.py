"""`manage.py statistics repeat` and `… backtest`: the figures of the dashboards, for a person or a program."""

import json
import sys
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from misconduct.accounts.permissions import SystemActor
from misconduct.core.errors import Refused
from reports.statistics.backtest import backtest_figures, score_figures
from reports.statistics.matters import Basis
from reports.statistics.repeat import repeat_figures

_STATISTICS = ("repeat", "backtest")


class Command(BaseCommand):
    help = "Prints the figures of a statistic about everything that is held."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help=f"The statistic: {', '.join(_STATISTICS)}.")
        parser.add_argument("--basis", default=Basis.RECEIVED.value, help="received (the default) or finalised.")
        parser.add_argument("--from", dest="first", default="", help="The first day that counts, such as 2024-04-01.")
        parser.add_argument("--to", dest="last", default="", help="The last day that counts.")
        parser.add_argument("--rule", default="", metavar="SLUG", help="backtest: the rule to try.")
        parser.add_argument(
            "--parameter", action="append", default=[], metavar="NAME=VALUE", help="backtest: such as threshold=2."
        )
        parser.add_argument(
            "--as-at", action="append", default=[], metavar="DATE", help="backtest: the start of this day; repeatable."
        )
        parser.add_argument("--horizon", type=int, default=24, help="backtest: months ahead to see what came.")
        parser.add_argument(
            "--score", action="store_true", help="backtest: beside it the score, flagging as many people as the rule."
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="One JSON object and nothing else.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["name"] not in _STATISTICS:
            _refuse(f"There is no statistic “{options['name']}”. Choose from: {', '.join(_STATISTICS)}.")
        figures = _backtest(options) if options["name"] == "backtest" else _repeat(options)
        if options["as_json"]:
            self.stdout.write(json.dumps(figures, indent=1, ensure_ascii=False))
        else:
            self._print(figures)

    def _print(self, figures: dict[str, Any], indent: int = 0) -> None:
        for name, value in figures.items():
            if isinstance(value, dict):
                self.stdout.write(f"{'  ' * indent}{_words(name)}")
                self._print(value, indent + 1)
            elif isinstance(value, list) and value and isinstance(value[0], dict):
                for one in value:
                    self._print(one, indent + 1)
            else:
                self.stdout.write(f"{'  ' * indent}{_words(name)}: {'not known' if value is None else value}")


def _repeat(options: dict[str, Any]) -> dict[str, Any]:
    if options["basis"] not in Basis.values:
        _refuse(f"“{options['basis']}” is not a basis. Choose from: {', '.join(Basis.values)}.")
    first, last = _day(options["first"], "--from"), _day(options["last"], "--to")
    if first and last and last < first:
        _refuse(f"--to {last} is before --from {first}. Give the earlier day to --from.")
    return repeat_figures(SystemActor("statistics"), basis=Basis(options["basis"]), first=first, last=last)


def _backtest(options: dict[str, Any]) -> dict[str, Any]:
    days = [day for text in options["as_at"] if (day := _day(text, "--as-at"))]
    if not days:
        _refuse("Name at least one day to look at, such as --as-at 2008-07-01.")
    if options["horizon"] < 1:
        _refuse(f"--horizon must be 1 or more months, not {options['horizon']}.")
    for pair in options["parameter"]:
        if "=" not in pair:
            _refuse(f"--parameter must be NAME=VALUE, such as threshold=2, not “{pair}”.")
    changes = dict(pair.split("=", 1) for pair in options["parameter"])
    figures = score_figures if options["score"] else backtest_figures
    try:
        return figures(options["rule"], changes=changes, days=days, horizon_months=options["horizon"])
    except Refused as refusal:
        _refuse(refusal.message)


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
