"""People who may sign in, and what each may do."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.generic import ListView, TemplateView

from misconduct.accounts.actions import people
from misconduct.accounts.filters import PersonFilter
from misconduct.accounts.forms.people import PersonForm, RightsForm, WithdrawForm
from misconduct.accounts.models import AccessGrant, User
from misconduct.accounts.pages import (
    ActionPage,
    OverwritingPage,
    Page,
    ScopedActionPage,
    ScopedListPage,
    ScopedObjectPage,
)
from misconduct.accounts.permission_table import permission_table
from misconduct.accounts.roles import ROLES, Permission
from misconduct.audit.models import AuditEvent
from misconduct.audit.record import record
from misconduct.audit.wording import words_for
from misconduct.core.forms.base import GovukForm
from misconduct.core.querysets import ScopedQuerySet
from misconduct.core.tables import Column

_GRANT_COLUMNS = (
    Column("Person"),
    Column("Record"),
    Column("Given by"),
    Column("Given"),
    Column("Ends"),
    Column("Withdraw", is_label_hidden=True),
)
_COLUMNS = (
    Column("Name"),
    Column("User name"),
    Column("Role"),
    Column("Sees"),
    Column("Account"),
    Column("Last signed in"),
)
_SIGN_INS = (
    "account.signed_in",
    "account.signed_out",
    "account.sign_in_failed",
    "account.locked_out",
    "account.password_changed",
    "account.password_reset",
)


class PeopleList(ScopedListPage):
    model = User
    permission = Permission.USER_MANAGE
    filterset_class = PersonFilter
    event = "account.list_viewed"
    template_name = "accounts/people.html"

    def base_queryset(self) -> ScopedQuerySet:
        return super().base_queryset().order_by("last_name", "first_name", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(columns=_COLUMNS, **kwargs)


class PersonPage(ScopedObjectPage):
    model = User
    permission = Permission.USER_MANAGE
    event = "account.viewed"
    template_name = "accounts/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.object
        latest = AuditEvent.objects.touching(person).filter(action__in=_SIGN_INS).order_by("-id")[:10]
        return super().get_context_data(
            person=person,
            is_self=person.pk == self.request.user.pk,
            scopes=person.unit_scopes.select_related("unit").order_by("unit__name"),
            grants=AccessGrant.objects.visible_to(self.request.user).active().filter(user=person),
            sign_ins=[(event, words_for(event.action)) for event in latest],
            **kwargs,
        )


class PersonAdd(ActionPage):
    """Adds somebody. Their one-time password is shown once, in the answer itself, and kept nowhere."""

    permission = Permission.USER_MANAGE
    form_class = PersonForm
    template_name = "accounts/person_add.html"

    def act(self, form: Form) -> HttpResponse:
        person, password = people.add_person(by=self.request.user, **form.cleaned_data)
        return one_time_password(self.request, person, password)


class RightsChange(OverwritingPage):
    permission = Permission.USER_MANAGE
    model = User
    form_class = RightsForm
    template_name = "accounts/rights.html"

    def facts(self) -> dict[str, object]:
        return people.rights(self.object)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("role", "is_force_wide", "is_active", "email")}

    def act(self, form: Form) -> HttpResponse:
        people.change_rights(by=self.request.user, person=self.object, read=self.read, **form.cleaned_data)
        messages.success(self.request, f"{self.object}’s rights are changed.")
        return redirect(self.object)


class PasswordReset(ScopedActionPage):
    permission = Permission.USER_MANAGE
    model = User
    form_class = GovukForm
    template_name = "accounts/password_reset.html"

    def act(self, form: Form) -> HttpResponse:
        password = people.reset_password(by=self.request.user, person=self.object)
        return one_time_password(self.request, self.object, password)


class GrantList(Page, ListView):
    """Who was let see a record by name. Cases stay nameless here: an administrator sees none."""

    permission = Permission.USER_MANAGE
    template_name = "accounts/grants.html"
    paginate_by = 50
    extra_context = {"columns": _GRANT_COLUMNS}

    def get_queryset(self) -> QuerySet:
        held = AccessGrant.objects.visible_to(self.request.user).active()
        return held.select_related("user", "granted_by").order_by("-granted_at", "-pk")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        shown = [f"{grant.object_type}:{grant.object_id}" for grant in context["object_list"]]
        people_shown = [grant.user for grant in context["object_list"]]
        record("access.list_viewed", by=self.request.user, touched=[*people_shown, *shown])
        return super().render_to_response(context, **kwargs)


class GrantWithdraw(ScopedActionPage):
    permission = Permission.USER_MANAGE
    model = AccessGrant
    form_class = WithdrawForm
    template_name = "accounts/grant_withdraw.html"

    def act(self, form: Form) -> HttpResponse:
        people.withdraw_grant(by=self.request.user, grant=self.object, **form.cleaned_data)
        messages.success(self.request, f"{self.object.user} no longer has this access.")
        return redirect("accounts:grants")


class RolesPage(Page, TemplateView):
    """What each role may do. No secret: people should know what they may ask for."""

    permission = Permission.SIGNED_IN
    template_name = "accounts/roles.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(roles=ROLES.values(), rows=permission_table(), **kwargs)


def one_time_password(request: HttpRequest, person: User, password: str) -> HttpResponse:
    """The only sight of a one-time password: not stored, not in an address, not kept by the browser."""
    response = render(request, "accounts/one_time_password.html", {"person": person, "password": password})
    patch_cache_control(response, no_store=True, private=True)
    return response
