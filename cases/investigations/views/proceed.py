"""The steps of an investigation: interviews, responses, the report."""

from typing import Any

from django.http import HttpResponse

from cases.investigations.actions import interviews, report
from cases.investigations.forms.proceed import (
    AlternativeForm,
    InterviewEndForm,
    ProposeForm,
    ReportForm,
    ResponseForm,
)
from cases.investigations.models import Interview
from cases.investigations.views.appointment import INVESTIGATION
from cases.views.base import CaseFormPage


class InterviewPropose(CaseFormPage):
    form_class = ProposeForm
    heading = "Propose an interview"
    submit = "Save"
    part = INVESTIGATION

    def act(self, form: Any) -> HttpResponse:
        interviews.propose(by=self.request.user, case=self.object, version=self.version, **form.given())
        return self.done("Interview proposed.")


class _InterviewPage(CaseFormPage):
    part = INVESTIGATION

    def interview(self) -> Interview:
        rows = Interview.objects.select_related("subject__officer")
        found: Interview = self.one_of(rows, case=self.object, pk=self.kwargs["interview"])
        return found

    def title(self) -> str:
        return f"{self.heading}: {self.interview().subject}"


class InterviewAlternative(_InterviewPage):
    form_class = AlternativeForm
    heading = "Another time for the interview"

    def act(self, form: Any) -> HttpResponse:
        interviews.offer_alternative(
            by=self.request.user, case=self.object, interview=self.interview(), version=self.version, **form.given()
        )
        return self.done("The other time is kept.")


class InterviewEnd(_InterviewPage):
    form_class = InterviewEndForm
    heading = "What became of the interview"

    def act(self, form: Any) -> HttpResponse:
        interviews.end(
            by=self.request.user,
            case=self.object,
            interview=self.interview(),
            version=self.version,
            **form.cleaned_data,
        )
        return self.done("Saved.")


class ResponseAdd(CaseFormPage):
    form_class = ResponseForm
    heading = "Response of a subject"
    part = INVESTIGATION

    def act(self, form: Any) -> HttpResponse:
        interviews.receive_response(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done("Response recorded.")


class ReportSubmit(CaseFormPage):
    form_class = ReportForm
    heading = "Submit the investigation report"
    submit = "Submit report"
    part = INVESTIGATION

    def act(self, form: Any) -> HttpResponse:
        submitted = report.submit(by=self.request.user, case=self.object, version=self.version, **form.cleaned_data)
        return self.done(f"{submitted} submitted.")
