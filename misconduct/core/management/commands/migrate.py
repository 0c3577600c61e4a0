from typing import Any

from django.core.management.commands import migrate

from misconduct.core.migrating import without_needless_rendering


class Command(migrate.Command):
    """Django's own command, without work that changes nothing."""

    def handle(self, *args: Any, **options: Any) -> None:
        with without_needless_rendering():
            super().handle(*args, **options)
