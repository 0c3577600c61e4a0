from django.contrib import admin

from cases.merges.models import OfficerMerge
from misconduct.accounts.read_only_admin import ReadOnlyAdmin
from misconduct.accounts.roles import Permission


@admin.register(OfficerMerge)
class OfficerMergeAdmin(ReadOnlyAdmin):
    permission = Permission.FLAG_VIEW
    list_display = ("id", "kept", "absorbed", "status", "proposed_at")
    list_select_related = ("kept", "absorbed")
