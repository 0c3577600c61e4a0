from django.core.management.base import BaseCommand

from cases.state_diagram import as_markdown


class Command(BaseCommand):
    help = "Writes the stages and moves of a case, as they stand in docs/state-diagram.md."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(as_markdown())
