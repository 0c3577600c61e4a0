from django.contrib import admin

from misconduct.accounts.read_only_admin import ReadOnlyAdmin
from misconduct.accounts.roles import Permission
from reports.models import ExportRun


@admin.register(ExportRun)
class ExportRunAdmin(ReadOnlyAdmin):
    permission = Permission.EXPORT_RUN
    list_display = ("id", "slug", "run_by", "as_at", "status", "rows")
    list_select_related = ("run_by",)
