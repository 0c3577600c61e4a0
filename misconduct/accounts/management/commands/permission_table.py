from django.core.management.base import BaseCommand

from misconduct.accounts.permission_table import as_markdown


class Command(BaseCommand):
    help = "Writes the table of roles and permissions, as it stands in docs/permissions.md."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(as_markdown())
