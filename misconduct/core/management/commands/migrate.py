from django.core.management.commands import migrate

from misconduct.core.migrating import QuickExecutor

migrate.MigrationExecutor = QuickExecutor  # type: ignore[attr-defined] # the command offers no other way


class Command(migrate.Command):
    """Django's own command, without work that changes nothing."""
