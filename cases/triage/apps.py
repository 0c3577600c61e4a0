from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "cases.triage"
    label = "triage"
    verbose_name = "Triage"
