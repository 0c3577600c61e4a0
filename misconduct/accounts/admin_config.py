from django.contrib.admin.apps import AdminConfig


class ReadOnlyAdminConfig(AdminConfig):
    """Django's admin with a site that only reads."""

    default = False
    default_site = "misconduct.accounts.read_only_admin.ReadOnlySite"
