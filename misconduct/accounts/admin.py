from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from misconduct.accounts.models import AccessGrant, User
from misconduct.accounts.read_only_admin import ReadOnlyAdmin
from misconduct.accounts.roles import Permission
from misconduct.audit.models import AuditEvent
from misconduct.audit.records import withheld_keys


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    permission = Permission.USER_MANAGE
    list_display = ("username", "first_name", "last_name", "role", "is_force_wide", "is_active", "last_login")
    search_fields = ("username", "last_name")
    exclude = ("password", "groups", "user_permissions")


@admin.register(AccessGrant)
class AccessGrantAdmin(ReadOnlyAdmin):
    permission = Permission.USER_MANAGE
    list_display = ("user", "object_type", "object_id", "granted_at", "expires_at", "withdrawn_at")
    exclude = ("reason",)  # it may tell what a case is about


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    permission = Permission.AUDIT_VIEW
    list_display = ("id", "occurred_at", "actor_name", "action", "object_label", "result")
    search_fields = ("=action",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without what is withheld from the person; the log's own page shows that there is more."""
        withheld = withheld_keys(request.user)  # type: ignore[arg-type] # the site lets only our own people in
        return super().get_queryset(request).exclude(touched__overlap=withheld)
