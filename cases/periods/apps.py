from django.apps import AppConfig


class PeriodsConfig(AppConfig):
    name = "cases.periods"
    label = "periods"
    verbose_name = "Periods"
