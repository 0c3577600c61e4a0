"""The address of the log's page, which needs a signed-in person and so stands above the log itself."""

from django.urls import path

from misconduct.accounts.views.audit_log import AuditLog

app_name = "audit"
urlpatterns = [path("", AuditLog.as_view(), name="list")]
