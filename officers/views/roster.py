"""Adding a person, another name of theirs, or a posting."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from misconduct.accounts.pages import ActionPage, ScopedActionPage
from misconduct.accounts.roles import Permission
from officers.actions import roster
from officers.forms.roster import AliasForm, OfficerForm, PostingForm
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


class PostingStart(ScopedActionPage):
    permission = Permission.ROSTER_EDIT
    model = Officer
    form_class = PostingForm
    template_name = "officers/posting_start.html"

    def get_initial(self) -> dict[str, Any]:
        latest = self.object.postings.select_related("supervisor").last()
        if latest is None:
            return {}
        supervisor = latest.supervisor.number if latest.supervisor else ""
        return {"rank": latest.rank, "unit": latest.unit_id, "supervisor": supervisor}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "viewer": self.request.user}

    def act(self, form: Form) -> HttpResponse:
        posting = roster.start_posting(by=self.request.user, officer=self.object, **form.cleaned_data)
        messages.success(self.request, f"{self.object.name}’s new posting is recorded: {posting}.")
        return redirect(self.object)
