from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "misconduct.audit"
    label = "audit"
    verbose_name = "Audit log"
