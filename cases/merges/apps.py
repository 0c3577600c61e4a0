from django.apps import AppConfig


class MergesConfig(AppConfig):
    name = "cases.merges"
    label = "merges"
    verbose_name = "Two records of one person"
