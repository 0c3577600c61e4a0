from typing import Any

from misconduct.imports.command import ImportCommand
from misconduct.imports.models import ImportRun


class Command(ImportCommand):
    help = "Import a roster of officers and staff."

    def handle(self, *args: Any, **options: Any) -> None:
        self.take_in([(ImportRun.Kind.OFFICERS, options["file"])], options)
