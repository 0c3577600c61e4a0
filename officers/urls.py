"""Addresses of the pages that know the roster alone. `cases.officer_urls` adds those that show matters."""

from django.urls import URLPattern, path

from officers.views import accounts, roster, scopes

roster_urls: list[URLPattern] = [
    path("new/", roster.OfficerAdd.as_view(), name="new"),
    path("<int:pk>/aliases/new/", roster.AliasAdd.as_view(), name="add_alias"),
    path("accounts/<int:pk>/", accounts.OwnRecord.as_view(), name="own_record"),
    path("scopes/<int:pk>/", scopes.ScopeAdd.as_view(), name="scopes"),
    path("scopes/<int:pk>/remove/", scopes.ScopeRemove.as_view(), name="scope_remove"),
]
