"""The units that a person sees, for whoever manages people."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from misconduct.accounts.models import User
from misconduct.accounts.pages import ScopedActionPage
from misconduct.accounts.roles import Permission
from misconduct.core.forms.base import GovukForm
from officers.actions import scopes
from officers.models import Unit


class UnitForm(GovukForm):
    """One unit to add."""

    unit = forms.ModelChoiceField(Unit.objects.filter(is_active=True), empty_label="Choose a unit")


class RemovedUnitForm(GovukForm):
    """One unit to take out, by the button beside it."""

    unit = forms.ModelChoiceField(Unit.objects.all(), widget=forms.HiddenInput)


class ScopeAdd(ScopedActionPage):
    permission = Permission.USER_MANAGE
    model = User
    form_class: type[forms.Form] = UnitForm
    template_name = "accounts/scopes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.object.unit_scopes.select_related("unit").order_by("unit__name")
        return super().get_context_data(scopes=held, is_self=self.object.pk == self.request.user.pk, **kwargs)

    def act(self, form: forms.Form) -> HttpResponse:
        scope = scopes.add_unit(by=self.request.user, person=self.object, **form.cleaned_data)
        messages.success(self.request, f"{self.object} now sees the cases of {scope.unit}.")
        return redirect("officers:scopes", self.object.pk)


class ScopeRemove(ScopeAdd):
    form_class = RemovedUnitForm
    http_method_names = ("post", "options")

    def act(self, form: forms.Form) -> HttpResponse:
        scopes.remove_unit(by=self.request.user, person=self.object, **form.cleaned_data)
        messages.success(self.request, f"{self.object} no longer sees the cases of {form.cleaned_data['unit']}.")
        return redirect("officers:scopes", self.object.pk)
