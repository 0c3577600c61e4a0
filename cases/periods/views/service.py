from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from cases.periods.actions import service
from cases.periods.forms.service import PeriodEndForm, ServicePeriodForm
from cases.periods.models import Period
from misconduct.accounts.pages import OverwritingPage, ScopedActionPage
from misconduct.accounts.roles import Permission
from officers.models import Officer


class ServicePeriodAdd(ScopedActionPage):
    permission = Permission.ROSTER_EDIT
    model = Officer
    form_class = ServicePeriodForm
    template_name = "periods/service_period.html"
    extra_context = {"heading": "Record a career break or probation", "submit": "Record"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(officer=self.object, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        period = service.record_on_roster(by=self.request.user, officer=self.object, **form.cleaned_data)
        messages.success(self.request, f"{period.get_kind_display()} recorded.")
        return redirect(self.object)


class ServicePeriodEnd(OverwritingPage):
    permission = Permission.ROSTER_EDIT
    model = Period
    form_class = PeriodEndForm
    template_name = "periods/service_period.html"
    extra_context = {"heading": "Change the last day", "submit": "Save"}

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": self.object.ends_on}

    def facts(self) -> dict[str, object]:
        return service.end_of(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(officer=self.object.officer, period=self.object, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        period = service.set_end(by=self.request.user, period=self.object, read=self.read, **form.cleaned_data)
        messages.success(self.request, f"{period.get_kind_display()}: the last day is changed.")
        return redirect(period.officer)
