from django.apps import AppConfig, apps
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from misconduct.core.database_roles import check_serving_role, grant_after_migrating


class CoreConfig(AppConfig):
    name = "misconduct.core"
    label = "core"
    verbose_name = "Shared ground"

    def ready(self) -> None:
        register(check_serving_role, Tags.database, deploy=True)
        # Sent once for each app with models, after all have migrated; one of them is enough.
        post_migrate.connect(grant_after_migrating, sender=apps.get_app_config("contenttypes"))
