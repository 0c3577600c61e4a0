from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "cases.contacts"
    label = "contacts"
    verbose_name = "People in a case"
