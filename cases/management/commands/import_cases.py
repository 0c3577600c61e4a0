from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from misconduct.imports.command import ImportCommand
from misconduct.imports.models import ImportRun


class Command(ImportCommand):
    help = "Import a history of allegations, and of cases with no identified subject."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--subjectless", type=Path, metavar="FILE", help="A file of cases with no identified subject."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files = [(ImportRun.Kind.CASES, options["file"])]
        if options["subjectless"]:
            files.append((ImportRun.Kind.SUBJECTLESS_CASES, options["subjectless"]))
        self.take_in(files, options)
