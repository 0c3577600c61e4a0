from django.apps import AppConfig


class InvestigationsConfig(AppConfig):
    name = "cases.investigations"
    label = "investigations"
    verbose_name = "Investigation"
