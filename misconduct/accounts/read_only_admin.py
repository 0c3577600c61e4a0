"""Records as they are stored, to be read and never changed: for support staff who look into a fault.

The flag `is_staff` opens the door, and no page sets it. Behind the door a person's role and scope hold as everywhere:
whoever sees no cases in the application sees none here. Each list and record that is opened is on record.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver

from misconduct.accounts.roles import Permission
from misconduct.audit.querysets import key_of
from misconduct.audit.record import record
from misconduct.core.errors import NotAllowed, OutOfScope
from misconduct.core.pagination import CappedPaginator

_READING = ("GET", "HEAD")


class ReadOnlyAdmin(admin.ModelAdmin):
    """A model's rows within the person's sight. `seen_through` names the parent that decides where the row does not."""

    permission: Permission
    seen_through: tuple[str, type[models.Model]] | None = None
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    paginator = CappedPaginator

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return request.user.has(self.permission)  # type: ignore[union-attr] # the site lets only our own people in

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Nothing is narrowed by a field in the address: it would tell what a page hides, such as a password's hash."""
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows: Any = self.model._default_manager.all()
        in_sight: Any
        if self.seen_through:
            path, parent = self.seen_through
            in_sight = parent._default_manager.all()
            rows = rows.filter(**{f"{path}__in": in_sight.visible_to(request.user)})
        else:
            in_sight = rows
            rows = in_sight.visible_to(request.user)
        return rows.order_by(*self.get_ordering(request))

    def get_urls(self) -> list[URLPattern]:
        """The list and the record; adding, changing, deleting and the like have no address at all."""
        kept = ("_changelist", "_change")
        return [pattern for pattern in super().get_urls() if str(pattern.name or "").endswith(kept)]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method not in _READING:
            return HttpResponseNotAllowed(_READING)
        response = super().changelist_view(request, extra_context)
        found = getattr(response, "context_data", None) or {}
        shown = found["cl"].result_list if "cl" in found else ()
        said = {"model": self.model._meta.label_lower, "query": request.GET.urlencode()}
        record("admin.list_viewed", by=request.user, touched=[key_of(row) for row in shown], after=said)  # type: ignore[arg-type] # see above
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method not in _READING:
            return HttpResponseNotAllowed(_READING)
        if self.has_view_permission(request):
            found = self.get_object(request, object_id)
            if found is None:
                raise OutOfScope(f"No {self.model._meta.verbose_name} {object_id} within sight.")
            record("admin.viewed", by=request.user, target=found)  # type: ignore[arg-type] # see above
        return super().change_view(request, object_id, form_url, extra_context)


class ReadOnlySite(admin.AdminSite):
    """Takes read-only models alone: what other packages register for editing is left out."""

    site_header = site_title = "Records as stored"
    index_title = "Read only"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        if admin_class is not None and issubclass(admin_class, ReadOnlyAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one way to sign in, with its lockout; whoever is in already and not staff is refused."""
        if request.user.is_authenticated:
            raise NotAllowed("Records as stored are for support staff.")
        return redirect_to_login(request.GET.get("next", ""))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("/")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        unused = {"autocomplete", "password_change_done", "view_on_site"}
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", None) not in unused]
