from django.apps import AppConfig


class OfficersConfig(AppConfig):
    name = "officers"
    label = "officers"
    verbose_name = "Officers and units"
