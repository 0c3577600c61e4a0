from django.contrib import admin

from misconduct.accounts.read_only_admin import ReadOnlyAdmin
from misconduct.accounts.roles import Permission
from misconduct.imports.models import ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    permission = Permission.IMPORT_RUN
    list_display = ("id", "kind", "file_name", "status", "rows_total", "created_at")
