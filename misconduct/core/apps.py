from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "misconduct.core"
    label = "core"
    verbose_name = "Shared ground"
