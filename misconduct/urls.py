from django.urls import include, path

urlpatterns = [
    path("accounts/", include("misconduct.accounts.session_urls")),
    path("accounts/", include("misconduct.accounts.urls")),
    path("audit/", include("misconduct.audit.urls")),
    path("cases/", include("cases.urls")),
    path("flags/", include("cases.flags.urls")),
    path("imports/", include("misconduct.imports.urls")),
    path("officers/", include("officers.urls")),
    path("reports/", include("reports.urls")),
]
