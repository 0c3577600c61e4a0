from django.apps import AppConfig


class WatchesConfig(AppConfig):
    name = "cases.watches"
    label = "watches"
    verbose_name = "People watched"
