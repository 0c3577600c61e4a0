from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from misconduct.accounts.permissions import SystemActor
from misconduct.core.errors import Refused
from misconduct.imports.actions import rollback
from misconduct.imports.models import ImportRun

_REFUSED = 2


class Command(BaseCommand):
    help = "Take out again what an import created, where nothing depends on it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="The number of the import.")

    def handle(self, *args: Any, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=options["run"]).first()
        try:
            if run is None:
                raise Refused(f"There is no import {options['run']}.")
            rollback.roll_back(run=run, by=SystemActor("roll_back_import"))
        except Refused as refusal:
            self.stderr.write(refusal.message)
            raise SystemExit(_REFUSED) from None
        self.stdout.write(f"Import {run.pk} was rolled back.")
