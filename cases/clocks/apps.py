from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "cases.clocks"
    label = "clocks"
    verbose_name = "Statutory clocks"
