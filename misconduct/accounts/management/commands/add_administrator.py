"""`manage.py add_administrator`: the first account of an installation, which then makes all others in its pages."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from misconduct.accounts.actions import people
from misconduct.accounts.permissions import SystemActor
from misconduct.accounts.roles import RoleName
from misconduct.core.errors import Refused


class Command(BaseCommand):
    help = "Adds an administrator and prints the one-time password, to be changed at the first sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person, password = people.add_person(
                by=SystemActor("add_administrator"),
                username=options["username"],
                first_name=options["first_name"],
                last_name=options["last_name"],
                role=RoleName.ADMINISTRATOR,
            )
        except Refused as refusal:
            raise CommandError(refusal.message, returncode=2) from refusal
        self.stdout.write(f"{person.username} can sign in once with this password: {password}")
