"""Recording where somebody serves from a day on."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from cases.actions import postings
from misconduct.accounts.pages import ScopedActionPage
from misconduct.accounts.roles import Permission
from officers.forms.roster import PostingForm
from officers.models import Officer


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
        posting = postings.start(by=self.request.user, officer=self.object, **form.cleaned_data)
        messages.success(self.request, f"{self.object.name}’s new posting is recorded: {posting}.")
        return redirect(self.object)
