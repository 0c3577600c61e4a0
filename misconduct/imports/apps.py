from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "misconduct.imports"
    label = "imports"
    verbose_name = "Imports"
