"""The deadlines of one case, and the forms about one of them."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse

from cases.clocks import sheet
from cases.clocks.actions import breaches, extensions
from cases.clocks.forms.clocks import ExplainForm, ExtendForm
from cases.clocks.models import Clock
from cases.views.base import CaseFormPage
from cases.views.case_page import CasePage
from misconduct.accounts.roles import Permission
from misconduct.core.tables import Column


class CaseClocks(CasePage):
    """Every deadline of the case: what is due, what was met, what was missed and why."""

    part = "clocks:case"
    template_name = "clocks/case_clocks.html"
    extra_context = {
        "columns": tuple(map(Column, ("Deadline", "Counted from", "Last day", "Where it stands", "Law"))),
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        lines = sheet.clocks_for(self.object, user)
        shown = {
            "running": [line for line in lines if line.is_running],
            "over": [line for line in lines if not line.is_running],
            "reports": self.object.delay_reports.select_related("clock", "sent_by"),
            "may_send": self.object.is_running and user.has(Permission.DECISION_RECORD),
            "may_complete": self.object.is_running and user.has(Permission.CASE_WORK),
            "may_write": self.object.is_running and user.has(Permission.NOTICE_ISSUE),
            "may_explain": user.has(Permission.CASE_WORK),
            "may_extend": self.object.is_running and user.has(Permission.PROCEEDINGS_RUN),
        }
        return super().get_context_data(**shown, **kwargs)


class _ClockFormPage(CaseFormPage):
    part = "clocks:case"
    template_name = "clocks/clock_form.html"

    def clock(self) -> Clock:
        rows = self.still(Clock.objects.standing(), Clock.objects.all()).select_related("case")
        found: Clock = self.one_of(rows, case=self.object, pk=self.kwargs["clock"])
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        [line] = sheet.lines([self.clock()], self.request.user)
        return super().get_context_data(line=line, **kwargs)


class ClockExtend(_ClockFormPage):
    permission = Permission.PROCEEDINGS_RUN
    form_class = ExtendForm
    heading = "Extend a deadline"
    submit = "Record the extension"

    def act(self, form: Form) -> HttpResponse:
        given = {"version": self.version, **form.cleaned_data}
        extensions.extend(by=self.request.user, case=self.object, clock=self.clock(), **given)
        return self.done("The extension is recorded.")


class ClockExplain(_ClockFormPage):
    form_class = ExplainForm
    heading = "Say why a deadline was missed"
    submit = "Save the reason"

    def act(self, form: Form) -> HttpResponse:
        given = {"version": self.version, **form.cleaned_data}
        breaches.explain(by=self.request.user, case=self.object, clock=self.clock(), **given)
        return self.done("The reason is recorded.")
