from django.contrib import admin
from django.urls import include, path

from cases.views.home import Home
from cases.views.search import Search
from misconduct.core import health
from reports.views.team import TeamCards

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("search/", Search.as_view(), name="search"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("misconduct.accounts.session_urls")),
    path("accounts/", include("misconduct.accounts.urls")),
    path("admin/", admin.site.urls),
    path("audit/", include("misconduct.accounts.audit_urls")),
    path("cases/", include("cases.urls")),
    path("", include("cases.clocks.urls")),
    path("cases/", include("cases.closure.urls")),
    path("cases/", include("cases.contacts.urls")),
    path("cases/", include("cases.investigations.urls")),
    path("cases/", include("cases.notices.urls")),
    path("cases/", include("cases.periods.urls")),
    path("cases/", include("cases.proceedings.urls")),
    path("cases/", include("cases.reviews.urls")),
    path("cases/", include("cases.triage.urls")),
    path("flags/", include("cases.flags.urls")),
    path("flags/watches/", include("cases.watches.urls")),
    path("merges/", include("cases.merges.urls")),
    path("imports/", include("misconduct.imports.urls")),
    path("officers/", include("cases.officer_urls")),
    path("reports/", include("reports.urls")),
    path("team/", TeamCards.as_view(), name="team"),
]
