"""`manage.py seed_demo`: an invented force with ten years of history, for showing and trying the software."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.demo.seed import seed_demo
from misconduct.accounts.demo_sign_ins import DEMO_SIGN_INS
from officers.models import Officer


class Command(BaseCommand):
    help = "Loads the demonstration into an empty database. Everybody in it is invented."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            help="the last day of the history, such as 2026-11-23; today if left out",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Officer.objects.exists():
            raise CommandError(
                "There are people in this database already. The demonstration needs an empty one.", returncode=2
            )
        counts = seed_demo(today=options["today"] or timezone.localdate(), password=DEMO_SIGN_INS[0][2])
        self.stdout.write(", ".join(f"{count:,} {name}" for name, count in counts.items()))
