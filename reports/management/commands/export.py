"""`manage.py export SLUG`: the same export as the page, into a file."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from misconduct.accounts.models import User
from misconduct.core.errors import NotAllowed, Refused
from reports.actions import exports
from reports.exports.export import Export
from reports.exports.registry import EXPORTS
from reports.exports.stream import BrokenOff
from reports.models import ExportRun


class Command(BaseCommand):
    help = "Writes an export to a file, in the name of a person and within their sight, with its manifest beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help=f"one of {', '.join(EXPORTS)}")
        parser.add_argument("--output", required=True, type=Path, help="the file to write")
        parser.add_argument("--user", required=True, help="the user name of the person it is for")
        parser.add_argument("--reason", required=True, help="why it is needed")
        parser.add_argument("--filter", action="append", default=[], metavar="KEY=VALUE", dest="filters")

    def handle(self, *args: Any, **options: Any) -> None:
        export = EXPORTS.get(options["slug"])
        if export is None:
            raise self.bad(f"There is no export “{options['slug']}”. Choose one of {', '.join(EXPORTS)}.")
        person = User.objects.filter(username=options["user"]).first()
        if person is None:
            raise self.bad(f"There is no person with the user name “{options['user']}”.")
        filters = self.filters(export, options["filters"])
        try:
            run = exports.start(export=export, filters=filters, reason=options["reason"], by=person)
        except (Refused, NotAllowed) as refusal:
            raise self.bad(str(refusal)) from refusal
        self.write(export, run, person, options["output"])
        self.stdout.write(f"{run.rows} rows, SHA-256 {run.sha256}, in {options['output']}")

    def filters(self, export: Export, given: list[str]) -> dict[str, str]:
        """`--filter KEY=VALUE` as a dictionary; a key that the export does not know is an error."""
        filters = dict(pair.partition("=")[::2] for pair in given)
        unknown = sorted(set(filters) - set(export.filterset.base_filters))
        if unknown:
            known = ", ".join(export.filterset.base_filters)
            raise self.bad(f"This export has no filter “{unknown[0]}”. It has {known}.")
        return filters

    def write(self, export: Export, run: ExportRun, person: User, output: Path) -> None:
        """The file appears under its name only when it is complete."""
        try:
            with tempfile.NamedTemporaryFile(dir=output.parent, prefix=output.name, delete=False) as partial:
                partial.writelines(exports.stream(run=run, export=export, by=person))
        except (BrokenOff, OSError) as failure:
            raise CommandError(f"The export broke off: {failure}", returncode=1) from failure
        os.replace(partial.name, output)

    def bad(self, sentence: str) -> CommandError:
        return CommandError(sentence, returncode=2)
