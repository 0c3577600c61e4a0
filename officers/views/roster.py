"""Adding a person, or another name of theirs."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from misconduct.accounts.pages import ActionPage, ScopedActionPage
from misconduct.accounts.roles import Permission
from officers.actions import roster
from officers.forms.roster import AliasForm, OfficerForm
from officers.models import Officer


class OfficerAdd(ActionPage):
    permission = Permission.ROSTER_EDIT
    form_class = OfficerForm
    template_name = "officers/officer_add.html"

    def act(self, form: Form) -> HttpResponse:
        officer = roster.add_officer(by=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"{officer} is on the roster.")
        return redirect(officer)


class AliasAdd(ScopedActionPage):
    permission = Permission.ROSTER_EDIT
    model = Officer
    form_class = AliasForm
    template_name = "officers/alias_add.html"

    def act(self, form: Form) -> HttpResponse:
        alias = roster.add_alias(by=self.request.user, officer=self.object, **form.cleaned_data)
        messages.success(self.request, f"{self.object.name} can now be found as {alias}.")
        return redirect(self.object)
