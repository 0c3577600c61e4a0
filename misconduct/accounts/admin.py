from django.contrib import admin

from misconduct.accounts.models import AccessGrant, User
from misconduct.accounts.read_only_admin import ReadOnlyAdmin
from misconduct.accounts.roles import Permission
from misconduct.audit.models import AuditEvent


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
