from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "cases.notices"
    label = "notices"
    verbose_name = "Notices and letters"
