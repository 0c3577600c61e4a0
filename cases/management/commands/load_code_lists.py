from typing import Any

from django.core.management.base import BaseCommand

from cases.actions import codes
from misconduct.accounts.permissions import SystemActor


class Command(BaseCommand):
    help = "Bring the code lists into line with the files in cases/code_lists. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = codes.load(by=SystemActor("load_code_lists"))
        self.stdout.write(f"{len(loaded.added)} codes added, {len(loaded.changed)} changed.")
