from django.apps import AppConfig
from django.core.checks import Tags, register

from cases.contacts.key_check import check_reporter_keys


class ContactsConfig(AppConfig):
    name = "cases.contacts"
    label = "contacts"
    verbose_name = "People in a case"

    def ready(self) -> None:
        register(check_reporter_keys, Tags.database, deploy=True)
