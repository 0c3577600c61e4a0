"""Recording, changing and withdrawing somebody's service in another force."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from cases.actions import prior_service
from misconduct.accounts.pages import OverwritingPage, ScopedActionPage
from misconduct.accounts.roles import Permission
from officers.actions.prior_service import facts_of
from officers.forms.prior_service import PriorServiceForm, PriorServiceWithdrawForm
from officers.models import Officer, PriorService


class PriorServiceAdd(ScopedActionPage):
    permission = Permission.ROSTER_EDIT
    model = Officer
    form_class = PriorServiceForm
    template_name = "officers/prior_service.html"
    extra_context = {"heading": "Record service in another force", "submit": "Record"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(officer=self.object, **kwargs)

    def act(self, form: Any) -> HttpResponse:
        made = prior_service.record_service(by=self.request.user, officer=self.object, served=form.served())
        messages.success(self.request, f"Service in {made.force} recorded.")
        return redirect(self.object)


class _ServicePage(ScopedActionPage):
    """A form about one entry, whose person stands above the heading."""

    permission = Permission.ROSTER_EDIT
    model = PriorService
    template_name = "officers/prior_service.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(officer=self.object.officer, service=self.object, **kwargs)


class PriorServiceChange(_ServicePage, OverwritingPage):
    form_class = PriorServiceForm
    extra_context = {"heading": "Change service in another force", "submit": "Save"}

    def get_initial(self) -> dict[str, Any]:
        return facts_of(self.object)

    def facts(self) -> dict[str, object]:
        return facts_of(self.object)

    def act(self, form: Any) -> HttpResponse:
        changed = prior_service.change_service(
            by=self.request.user, service=self.object, served=form.served(), read=self.read
        )
        messages.success(self.request, f"Service in {changed.force} changed.")
        return redirect(changed.officer)


class PriorServiceWithdraw(_ServicePage):
    form_class = PriorServiceWithdrawForm
    extra_context = {"heading": "Withdraw service in another force", "submit": "Withdraw"}

    def act(self, form: Form) -> HttpResponse:
        withdrawn = prior_service.withdraw_service(by=self.request.user, service=self.object, **form.cleaned_data)
        messages.success(self.request, f"Service in {withdrawn.force} withdrawn. It no longer counts.")
        return redirect(withdrawn.officer)
