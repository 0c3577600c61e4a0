from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "cases.proceedings"
    label = "proceedings"
    verbose_name = "Proceedings"
