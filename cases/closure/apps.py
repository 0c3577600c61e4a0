from django.apps import AppConfig


class ClosureConfig(AppConfig):
    name = "cases.closure"
    label = "closure"
    verbose_name = "Closure"
