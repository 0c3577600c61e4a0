from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "misconduct.accounts"
    label = "accounts"
    verbose_name = "People and roles"
