from django.contrib import admin

from misconduct.accounts.models import User
from misconduct.accounts.read_only_admin import ReadOnlyAdmin
from misconduct.accounts.roles import Permission
from officers.models import Officer, OfficerAlias, Posting, PriorService, Unit, UnitScope


@admin.register(Officer)
class OfficerAdmin(ReadOnlyAdmin):
    permission = Permission.OFFICER_VIEW
    list_display = ("number", "surname", "forenames", "kind", "appointed_on", "left_on")
    search_fields = ("=number", "surname")


class _OfOfficer(ReadOnlyAdmin):
    permission = Permission.OFFICER_VIEW
    seen_through = ("officer", Officer)


@admin.register(OfficerAlias)
class OfficerAliasAdmin(_OfOfficer):
    list_display = ("value", "kind", "officer")


@admin.register(Posting)
class PostingAdmin(_OfOfficer):
    list_display = ("officer", "unit", "rank", "starts_on", "ends_on")
    list_select_related = ("officer", "unit")


@admin.register(PriorService)
class PriorServiceAdmin(_OfOfficer):
    list_display = ("officer", "force", "starts_on", "ends_on", "history_received_on")
    list_select_related = ("officer",)


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    permission = Permission.SIGNED_IN
    list_display = ("code", "name", "parent", "is_active")
    list_select_related = ("parent",)


@admin.register(UnitScope)
class UnitScopeAdmin(ReadOnlyAdmin):
    permission = Permission.USER_MANAGE
    seen_through = ("user", User)
    list_display = ("user", "unit")
    list_select_related = ("user", "unit")
