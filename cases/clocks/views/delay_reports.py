from typing import Any

from django.http import HttpResponse

from cases.clocks.actions import delay_reports
from cases.clocks.forms.delay_reports import ContentsForm, SendForm
from cases.clocks.models import DelayReport
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission


class _ReportPage(CaseFormPage):
    """A form about one delay report, above it what the report says."""

    part = "clocks:case"
    template_name = "clocks/delay_report_form.html"

    def report(self) -> DelayReport:
        rows = DelayReport.objects.select_related("clock", "case")
        found: DelayReport = self.one_of(rows, case=self.object, pk=self.kwargs["report"])
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(report=self.report(), **kwargs)


class DelayReportComplete(_ReportPage):
    form_class = ContentsForm
    heading = "Complete the delay report"

    def get_initial(self) -> dict[str, Any]:
        report = self.report()
        return {name: getattr(report, name) for name in ContentsForm.base_fields}

    def act(self, form: Any) -> HttpResponse:
        contents, report = form.contents(), self.report()
        delay_reports.complete(
            by=self.request.user, case=self.object, report=report, contents=contents, version=self.version
        )
        return self.done("The delay report is saved.")


class DelayReportSend(_ReportPage):
    permission = Permission.DECISION_RECORD
    form_class = SendForm
    heading = "Record that the delay report was sent"
    submit = "It was sent"

    def act(self, form: Any) -> HttpResponse:
        sending, report = form.sending(), self.report()
        delay_reports.send(by=self.request.user, case=self.object, report=report, sending=sending, version=self.version)
        return self.done("It is recorded that the delay report was sent.")
