from django.apps import AppConfig


class FlagsConfig(AppConfig):
    name = "cases.flags"
    label = "flags"
    verbose_name = "Repeat-allegation flags"
