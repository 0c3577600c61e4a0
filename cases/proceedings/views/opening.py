from functools import cached_property
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cases.proceedings import facts
from cases.proceedings.actions import opening, steps
from cases.proceedings.forms.opening import (
    ExtendForm,
    OpenForm,
    StandingByForm,
    StepForm,
    StopForm,
    WithdrawForm,
)
from cases.proceedings.models import ProceedingSubject, Step
from cases.proceedings.timetable import Line, rules
from cases.proceedings.views.base import ProceedingFormPage, RowFormPage
from cases.views.base import CaseFormPage
from misconduct.accounts.roles import Permission
from misconduct.core.wording import mid_sentence, uk_date


class Open(CaseFormPage):
    permission = Permission.PROCEEDINGS_RUN
    form_class = OpenForm
    heading = "Open proceedings"
    submit = "Open proceedings"
    part = "proceedings:list"

    def act(self, form: Form) -> HttpResponse:
        proceeding = opening.open_proceedings(
            by=self.request.user, case=self.object, version=self.version, **form.cleaned_data
        )
        messages.success(self.request, f"{proceeding.get_kind_display()} opened.")
        return redirect(proceeding)


class Stop(ProceedingFormPage):
    form_class = StopForm
    heading = "Stop the proceedings"
    submit = "Stop the proceedings"

    def act(self, form: Form) -> HttpResponse:
        opening.stop(by=self.request.user, proceeding=self.proceeding, version=self.version, **form.cleaned_data)
        return self.done("The proceedings are stopped.")


class StandingBy(RowFormPage):
    rows, keyword = ProceedingSubject, "person"
    form_class = StandingByForm
    section = "people"

    def title(self) -> str:
        return f"Friend and lawyer of {self.row.subject}"

    def act(self, form: Form) -> HttpResponse:
        opening.set_representation(by=self.request.user, person=self.row, version=self.version, **form.cleaned_data)
        return self.done("Friend and lawyer saved.")


class StepRecord(ProceedingFormPage):
    form_class = StepForm
    submit = "Record"
    section = "timetable"

    @cached_property
    def kind(self) -> Step.Kind:
        """The step that the address names. Raises Http404 for one that these proceedings do not have."""
        kind = self.kwargs["step_kind"]
        if kind not in Step.Kind.values or self.proceeding.kind not in steps.STEPS[Step.Kind(kind)]:
            raise Http404(f"No step {kind}.")
        return Step.Kind(kind)

    def title(self) -> str:
        return f"Record: {mid_sentence(self.kind.label)}"

    def act(self, form: Form) -> HttpResponse:
        step = steps.record_step(
            by=self.request.user,
            proceeding=self.proceeding,
            kind=self.kind,
            version=self.version,
            **form.cleaned_data,
        )
        return self.done(f"{step.get_kind_display()} on {uk_date(step.done_on)}.")


class StepWithdraw(RowFormPage):
    rows, keyword = Step, "taken"
    form_class = WithdrawForm
    submit = "Withdraw the step"
    section = "timetable"

    def title(self) -> str:
        return f"Withdraw: {mid_sentence(self.row.get_kind_display())}"

    def act(self, form: Form) -> HttpResponse:
        steps.withdraw_step(by=self.request.user, step=self.row, version=self.version, **form.cleaned_data)
        return self.done("The step is withdrawn.")


class Extend(ProceedingFormPage):
    form_class = ExtendForm
    submit = "Record the extension"
    section = "timetable"

    @cached_property
    def line(self) -> Line:
        """The line of the timetable that the address names. Raises Http404."""
        lines = rules(self.proceeding.kind, self.object.received_on)
        found = next((line for line in lines if line.step == self.kwargs["line"]), None)
        if found is None:
            raise Http404(f"No step {self.kwargs['line']}.")
        return found

    def title(self) -> str:
        return f"More time: {mid_sentence(self.line.label)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = facts.steps_of(self.proceeding, today=timezone.localdate())
        step = next(one for one in found if one.line == self.line)
        return super().get_context_data(due_on=step.due_on, **kwargs)

    def act(self, form: Form) -> HttpResponse:
        extension = steps.extend(
            by=self.request.user,
            proceeding=self.proceeding,
            step=self.line.step,
            version=self.version,
            **form.cleaned_data,
        )
        return self.done(f"Extended until {uk_date(extension.until)}.")
