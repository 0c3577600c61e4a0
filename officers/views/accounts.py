"""Which record on the roster is the own one of somebody who signs in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from misconduct.accounts.models import User
from misconduct.accounts.pages import OverwritingPage
from misconduct.accounts.roles import Permission
from misconduct.core.forms.base import GovukForm
from officers.actions import accounts
from officers.models import Officer


class OwnRecordForm(GovukForm):
    """The person's own force number, and why it is set."""

    number = forms.CharField(
        label="Force number",
        max_length=30,
        required=False,
        help_text="As on the roster. Leave it empty if they are not on it.",
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label="Why this changes", max_length=500, widget=forms.Textarea({"rows": 3}), help_text="It goes on record."
    )


class OwnRecord(OverwritingPage):
    permission = Permission.USER_MANAGE
    model = User
    form_class = OwnRecordForm
    template_name = "accounts/own_record.html"

    def get_initial(self) -> dict[str, Any]:
        return {"number": self.facts()["force_number"] or ""}

    def facts(self) -> dict[str, object]:
        return accounts.own_record(Officer.objects.filter(account=self.object).first())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_self=self.object.pk == self.request.user.pk, **kwargs)

    def act(self, form: forms.Form) -> HttpResponse:
        officer = accounts.set_own_record(by=self.request.user, person=self.object, read=self.read, **form.cleaned_data)
        told = f"is number {officer.number} on the roster" if officer else "has no record on the roster"
        messages.success(self.request, f"{self.object} {told}.")
        return redirect(self.object)
